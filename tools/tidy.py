"""The house rules that no linter knows. Each rule has a good and a bad example in tests/architecture/test_tidy.py.

    python -m tools.tidy [PATH…]     (default: everything that git tracks or would)

A line may be excused with `# tidy: allow <rule>: <reason>`; the reason is not optional. A rule about a whole file or
function is excused on its first line.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 60
LONGEST_FILE = 400
ALLOWED = re.compile(r"(?:#|\{#) ?tidy: allow (?P<rule>[\w-]+): \S")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file: its path below the root, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file, each node knowing its parent."""
        tree = ast.parse(self.text, self.path)
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                child.parent = node  # type: ignore[attr-defined]
        return tree

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Yield the nodes of these kinds."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Yield every call with the dotted text of what is called."""
        return ((node, ast.unparse(node.func)) for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def is_in(self, *folders: str) -> bool:
        """Whether the file lies in one of these folders of the package (`*` stands for one name)."""
        inside = PurePosixPath(self.path)
        return any(parent.match(f"src/daicho/{folder}") for parent in (inside, *inside.parents) for folder in folders)


Fault = tuple[int, str]
Check = Callable[[Source], Iterator[Fault]]


# ---------------------------------------------------------------- size


def long_file(source: Source) -> Iterator[Fault]:
    """Files have at most 400 lines."""
    if len(source.lines) > LONGEST_FILE:
        yield 1, f"{len(source.lines)} lines; at most {LONGEST_FILE}: give a part of it its own file"


def long_function(source: Source) -> Iterator[Fault]:
    """Functions have at most 60 lines."""
    for node in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(node, Function)
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > LONGEST_FUNCTION:
            yield node.lineno, f"{node.name} has {length} lines; at most {LONGEST_FUNCTION}"


# ---------------------------------------------------------------- commands and queries


def public_functions(source: Source) -> list[Function]:
    """Return the file's public functions."""
    return [node for node in source.tree.body if isinstance(node, Function) and not node.name.startswith("_")]


def one_public(source: Source) -> Iterator[Fault]:
    """A command's or query's file has one public function; what it shares lies in `_name.py` or locks.py."""
    names = [function.name for function in public_functions(source)]
    if len(names) != 1:
        found = ", ".join(names) or "none"
        yield 1, f"one public function per file; found {found}"


def call_shape(source: Source) -> Iterator[Fault]:
    """A command or query takes ctx first and everything else by keyword."""
    for function in public_functions(source):
        positional = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        if positional != ["ctx"]:
            yield function.lineno, f"{function.name} takes ctx first and all else by keyword"


def unauthorised(source: Source) -> Iterator[Fault]:
    """Every command calls ctx.require(permission)."""
    if not any(name == "ctx.require" for _call, name in source.calls()):
        yield first_function_line(source), "the command never calls ctx.require"


def unaudited(source: Source) -> Iterator[Fault]:
    """Every command opens unit_of_work and records what it did, itself or through the commands it calls."""
    called = [name for _call, name in source.calls()]
    opens = any(name.split(".")[-1] == "unit_of_work" for name in called)
    records = any(name.endswith(".record") for name in called)
    delegates = any(
        isinstance(node, ast.ImportFrom) and ".commands" in (node.module or "") for node in source.nodes(ast.ImportFrom)
    )
    if not opens or not (records or delegates):
        yield first_function_line(source), "the command never records what it did in a unit_of_work"


def first_function_line(source: Source) -> int:
    """Return the line of the file's public function."""
    return next((function.lineno for function in public_functions(source)), 1)


# ---------------------------------------------------------------- numbers and time


def no_float(source: Source) -> Iterator[Fault]:
    """No binary fractions where amounts, rates or quantities may pass."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, f"float literal {node.value}"
        if isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno, "float"
        if isinstance(node, ast.Attribute) and node.attr == "FloatField":
            yield node.lineno, "FloatField"


def true_division(source: Source) -> Iterator[Fault]:
    """In the kernel and in cores `/` is not used: it makes a float of two ints."""
    for node in source.nodes(ast.BinOp, ast.AugAssign):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield node.lineno, "`/` makes a float; use //, divmod or a rounding of the kernel"


CLOCKS = re.compile(
    r"(^|\.)(timezone\.now|timezone\.localdate|timezone\.localtime|date\.today|datetime\.(now|today|utcnow)|time\.time)$"
)


def no_clock(source: Source) -> Iterator[Fault]:
    """Below the edge the time is ctx.now and ctx.today."""
    for node in source.nodes(ast.Attribute):
        assert isinstance(node, ast.Attribute)
        if CLOCKS.search(ast.unparse(node)):
            yield node.lineno, f"{ast.unparse(node)}: use ctx.now or ctx.today"
    for node in source.nodes(ast.keyword):
        assert isinstance(node, ast.keyword)
        if node.arg in {"auto_now", "auto_now_add"}:
            yield node.value.lineno, f"{node.arg}: write ctx.now"


# ---------------------------------------------------------------- the database


LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def save_in_loop(source: Source) -> Iterator[Fault]:
    """Rows are written in bulk."""
    for call, name in source.calls():
        writes = name.endswith((".save", ".objects.create", ".get_or_create", ".update_or_create"))
        if writes and is_in_loop(call):
            yield call.lineno, f"{name} in a loop; use bulk_create, bulk_update or one update"


def is_in_loop(node: ast.AST) -> bool:
    """Whether a loop of the same function is around the node."""
    while not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.Module):
        if isinstance(node, LOOPS):
            return True
        node = node.parent  # type: ignore[attr-defined]
    return False


def unscoped(source: Source) -> Iterator[Fault]:
    """Nothing goes around the scope of the organisation."""
    for node in source.nodes(ast.Attribute):
        assert isinstance(node, ast.Attribute)
        if node.attr in {"_base_manager", "raw", "extra"} and is_called_or_private(node):
            yield node.lineno, f".{node.attr} goes around the organisation's scope"
    for call, name in source.calls():
        if name.split(".")[-1] == "RawSQL":
            yield call.lineno, "RawSQL goes around the organisation's scope"


def is_called_or_private(node: ast.Attribute) -> bool:
    """Whether the attribute is called as a method, or private (then touching it is enough)."""
    parent = node.parent  # type: ignore[attr-defined]
    return node.attr.startswith("_") or (isinstance(parent, ast.Call) and parent.func is node)


def built_sql(source: Source) -> Iterator[Fault]:
    """SQL is a constant; values are parameters. Only platform/db builds statements."""
    for call, name in source.calls():
        if name.split(".")[-1] in {"execute", "executemany"} and call.args and is_built(call.args[0]):
            yield call.lineno, "SQL built from strings; only platform/db may"


def is_built(node: ast.expr) -> bool:
    """Whether a string is put together here (f-string, %, +, format)."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(value, ast.FormattedValue) for value in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def model_logic(source: Source) -> Iterator[Fault]:
    """Models are rows, constraints and indexes: no method, no save() of their own."""
    for node in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(node, Function)
        if isinstance(node.parent, ast.ClassDef):  # type: ignore[union-attr]
            yield node.lineno, f"{node.name}: logic belongs into core or a command"


# ---------------------------------------------------------------- texts and pages


ERRORS = {"InvalidInput", "NotFound", "Forbidden", "RuleBroken", "FieldError", "invalid", "missing", "duplicate"}


def built_sentence(source: Source) -> Iterator[Fault]:
    """What people read is a translatable constant with %(name)s parameters."""
    for call, name in source.calls():
        if name.split(".")[-1] in ERRORS and any(is_built(argument) for argument in call.args):
            yield call.lineno, f"{name}: an error's sentence is a msgid with %(name)s parameters"


PAGE_FAULTS = (
    (re.compile(r"<script(?![^>]*\b(src|type=\"application/json\"))"), "inline script; the policy forbids it"),
    (re.compile(r"\son[a-z]+=[\"']"), "inline event handler; the policy forbids it"),
    (re.compile(r"\sstyle=[\"']"), "inline style; use a class"),
    (re.compile(r"<style\b"), "inline style; use a class"),
    (re.compile(r"\|\s*safe\b|autoescape off"), "unescaped output"),
    (re.compile(r"<(script|link|img)[^>]*(src|href)=[\"'](https?:)?//"), "from elsewhere; everything is served here"),
)


def page(source: Source) -> Iterator[Fault]:
    """Templates hold no script, no style, nothing unescaped, nothing from elsewhere."""
    for number, line in enumerate(source.lines, start=1):
        for pattern, message in PAGE_FAULTS:
            if pattern.search(line):
                yield number, message


# ---------------------------------------------------------------- which rule where


def is_python(source: Source) -> bool:
    """Whether the file is Python written by hand."""
    return source.path.endswith(".py") and "/migrations/" not in source.path


def is_product(source: Source) -> bool:
    """Whether the file is Python of the product itself."""
    return is_python(source) and source.path.startswith("src/daicho/")


def is_callable_file(source: Source, folder: str) -> bool:
    """Whether the file holds one command or query (helpers they share are `_name.py` or locks.py)."""
    name = PurePosixPath(source.path).name
    return is_product(source) and source.is_in(f"*/{folder}") and not name.startswith("_") and name != "locks.py"


def is_command(source: Source) -> bool:
    """Whether the file holds a command."""
    return is_callable_file(source, "commands")


def is_command_or_query(source: Source) -> bool:
    """Whether the file holds a command or a query."""
    return is_command(source) or is_callable_file(source, "queries")


# The edge: it makes ctx, keeps time-outs and schedules, and talks to the outside.
EDGE = ("config", "platform", "faces")

RULES: tuple[tuple[str, Check, Callable[[Source], bool]], ...] = (
    ("long-file", long_file, lambda source: is_python(source) or source.path.endswith((".html", ".js", ".css"))),
    ("long-function", long_function, is_python),
    ("one-public", one_public, is_command_or_query),
    ("call-shape", call_shape, is_command_or_query),
    ("unauthorised", unauthorised, is_command),
    ("unaudited", unaudited, is_command),
    ("float", no_float, lambda source: is_product(source) and not source.is_in("config", "platform")),
    ("division", true_division, lambda source: is_product(source) and source.is_in("kernel", "*/core")),
    ("clock", no_clock, lambda source: is_product(source) and not source.is_in(*EDGE)),
    ("save-in-loop", save_in_loop, is_product),
    ("unscoped", unscoped, lambda source: is_product(source) and not source.is_in("platform/db")),
    ("built-sql", built_sql, lambda source: is_product(source) and not source.is_in("platform/db")),
    ("model-logic", model_logic, lambda source: is_product(source) and source.is_in("*/models")),
    ("built-sentence", built_sentence, is_product),
    ("page", page, lambda source: source.path.endswith(".html") and "/mail/" not in source.path),
)


def faults_of(source: Source) -> list[str]:
    """Return the file's faults as "path:line: rule: message", in the order of the rules."""
    return [
        f"{source.path}:{line}: {rule}: {message}"
        for rule, check, applies in RULES
        if applies(source)
        for line, message in check(source)
        if not is_allowed(source, line, rule)
    ]


def is_allowed(source: Source, line: int, rule: str) -> bool:
    """Whether the line, or a comment right above it, excuses it from the rule, with a reason."""
    first = line - 1
    while first > 0 and source.lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return any(found["rule"] == rule for text in source.lines[first:line] for found in ALLOWED.finditer(text))


def project_files(arguments: list[str]) -> list[str]:
    """Return the paths that git tracks or would, below the given ones."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *arguments]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in sorted(set(listed.splitlines())) if (ROOT / path).is_file()]


def main(arguments: list[str]) -> int:
    """Print all faults; return the exit code."""
    paths = [path for path in project_files(arguments) if path.endswith((".py", ".html", ".js", ".css"))]
    sources = [Source(path, (ROOT / path).read_text(encoding="utf-8")) for path in paths]
    faults = [fault for source in sources for fault in faults_of(source)]
    print("\n".join(faults) if faults else f"tidy: {len(sources)} files")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
