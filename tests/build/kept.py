"""What takes long to make, and is only looked at."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

from django.db import transaction
from django.utils import translation

T = TypeVar("T")


class Kept:
    """What tests of several modules only look at: made once in a process, taken back when no test after it looks."""

    def __init__(self, unblock: Callable[[], Any]) -> None:
        self._unblock = unblock
        self._made: dict[Callable[[], Any], Any] = {}
        self._open = ExitStack()

    def __call__(self, make: Callable[[], T]) -> T:
        """Return what `make`, a function of a module, has made, for a fixture of a module."""
        if not self._made:
            self._open.enter_context(self._unblock())
            self._open.enter_context(_taken_back())
        if make not in self._made:
            with translation.override("en"):
                self._made[make] = make()
        found: T = self._made[make]
        return found

    def give_back(self) -> None:
        """Take everything back."""
        self._made.clear()
        self._open.close()


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
