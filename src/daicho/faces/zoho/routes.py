"""From a method and a path to an operation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured

from daicho.faces.zoho.errors import MethodNotAllowed, NoSuchRoute
from daicho.identity.core.scopes import GROUPS, VERBS
from daicho.kernel.context import Application
from daicho.platform.access import is_declared
from daicho.platform.wire.operation import Operation


@dataclass(slots=True)
class _Node:
    """A place in the tree of path segments."""

    literals: dict[str, "_Node"] = field(default_factory=dict)
    placeholder: "_Node | None" = None
    operations: dict[str, Operation] = field(default_factory=dict)


class Routes:
    """The operations of one application, found by path. A literal segment wins over a placeholder."""

    def __init__(self, operations: Iterable[Operation], application: Application) -> None:
        """Raise ImproperlyConfigured, which stops the start, for an operation that is not fit to be served."""
        self._root = _Node()
        for operation in operations:
            if application in operation.applications:
                self._add(operation)

    def find(self, method: str, path: str) -> tuple[Operation, Mapping[str, str]]:
        """Return the operation and the text of its placeholders. Raises NoSuchRoute, MethodNotAllowed."""
        segments = [segment for segment in path.split("/") if segment]
        nodes = [node for node in _matches(self._root, segments, 0) if node.operations]
        if not nodes:
            raise NoSuchRoute
        operation = next((node.operations[method] for node in nodes if method in node.operations), None)
        if operation is None:
            raise MethodNotAllowed(sorted({name for node in nodes for name in node.operations}))
        names = operation.path.strip("/").split("/")
        return operation, {name[1:-1]: text for name, text in zip(names, segments, strict=True) if name[0] == "{"}

    def _add(self, operation: Operation) -> None:
        _check(operation)
        node = self._root
        for segment in operation.path.strip("/").split("/"):
            if segment.startswith("{"):
                node.placeholder = node.placeholder or _Node()
                node = node.placeholder
            else:
                node = node.literals.setdefault(segment, _Node())
        if operation.method in node.operations:
            raise ImproperlyConfigured(f"{operation.method} {operation.path} is declared twice")
        node.operations[operation.method] = operation


def _matches(node: _Node, segments: list[str], at: int) -> Iterator[_Node]:
    if at == len(segments):
        yield node
        return
    if literal := node.literals.get(segments[at]):
        yield from _matches(literal, segments, at + 1)
    if node.placeholder:
        yield from _matches(node.placeholder, segments, at + 1)


def _check(operation: Operation) -> None:
    name = f"{operation.method} {operation.path}"
    group, _dot, verb = operation.scope.lower().partition(".")
    if not is_declared(operation.permission):
        raise ImproperlyConfigured(f"{name} declares no valid permission")
    if group not in _KNOWN_GROUPS or verb not in VERBS:
        raise ImproperlyConfigured(f"{name} declares no valid scope")
    if not operation.path.startswith("/"):
        raise ImproperlyConfigured(f"{name}: a path begins with a slash")


# What Books keeps under `settings` has names of its own in Daicho; see access.wanted_scope.
_KNOWN_GROUPS = {group for groups in GROUPS.values() for group in groups}
