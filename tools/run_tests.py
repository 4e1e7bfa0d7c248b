"""`make test` and `make check`: everything that must be green, in one table.

A failing step does not hide the others. What this machine cannot run (no browser, no PostgreSQL) is named at the end;
with CI=true that is a failure too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.setup import ROOT, VENV

PYTHON = str(VENV / "bin" / "python")
# The first found drives the browser tests. The shell without windows takes two thirds of the processor time.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Run once, on no engine or on a browser; every other folder of tests runs on each engine.
WITHOUT_DATABASE = ("unit", "architecture")
WITH_BROWSER = "browser"
NEVER = ("performance",)


@dataclass(frozen=True)
class Step:
    """One thing that must be green: a command, and whether `make check` runs it too."""

    name: str
    command: tuple[str, ...]
    quick: bool = True
    engine: str = "sqlite"
    needs: str | None = None


def tool(*command: str) -> tuple[str, ...]:
    """Return the command of a program in .venv."""
    return (str(VENV / "bin" / command[0]), *command[1:])


def pytest(*arguments: str) -> tuple[str, ...]:
    """Return a pytest command on all cores; one that has nothing left takes from another."""
    return (PYTHON, "-m", "pytest", "-n", "logical", "--dist", "worksteal", *arguments)


def folders(*, database: bool) -> tuple[str, ...]:
    """Return the test folders that use a database, or those that do not."""
    present = {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("**/test_*.py"))}
    wanted = present - {*WITHOUT_DATABASE, WITH_BROWSER, *NEVER} if database else present & set(WITHOUT_DATABASE)
    return tuple(f"tests/{name}" for name in sorted(wanted))


def steps() -> tuple[Step, ...]:
    """Return all steps in order, the cheapest first."""
    migrations = (PYTHON, "tools/manage.py", "makemigrations", "--check", "--dry-run")
    return (
        Step("lint", tool("ruff", "check", "--quiet", ".")),
        Step("format", tool("ruff", "format", "--check", "--quiet", ".")),
        Step("import rules", tool("lint-imports")),
        Step("declared dependencies", tool("deptry", "src")),
        Step("house rules", (PYTHON, "-m", "tools.tidy")),
        Step("templates", tool("djlint", "src", "--lint", "--quiet")),
        Step("translations", (PYTHON, "-m", "tools.messages", "check")),
        Step("types", tool("mypy")),
        Step("missing migrations", migrations),
        Step("unit tests", pytest(*folders(database=False))),
        Step("tests on SQLite", pytest("-m", "not postgresql", *folders(database=True)), quick=False),
        Step(
            "tests on PostgreSQL",
            pytest(*folders(database=True)),
            quick=False,
            engine="postgresql",
            needs="PostgreSQL (set TEST_POSTGRES_URL)",
        ),
        Step("browser tests", pytest(f"tests/{WITH_BROWSER}"), quick=False, needs="a browser (install Chromium)"),
    )


def is_possible(step: Step) -> bool:
    """Whether this machine has what the step needs."""
    if step.engine == "postgresql":
        return bool(os.environ.get("TEST_POSTGRES_URL"))
    if step.name == "browser tests":
        return any(shutil.which(name) for name in CHROMIUM)
    return True


def environment(step: Step, home: str) -> Mapping[str, str]:
    """Return the step's environment: its engine, a data folder of its own, nobody's real database."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "DAICHO_HOME": home, "DAICHO_TEST_ENGINE": step.engine, "PYTHONPATH": str(ROOT)}


def perform(step: Step, home: str) -> bool:
    """Run the step, its output shown; return whether it is green."""
    print(f"\n=== {step.name}", flush=True)
    started = time.monotonic()
    code = subprocess.run(step.command, cwd=ROOT, env=environment(step, home), check=False).returncode
    print(f"=== {step.name}: {'ok' if code == 0 else f'FAILED (exit {code})'}, {time.monotonic() - started:.0f} s")
    return code == 0


def main() -> int:
    """Run all steps, or the quick ones; return the exit code."""
    parser = argparse.ArgumentParser(prog="make test", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the quick part (`make check`)")
    quick_only = parser.parse_args().quick
    wanted = [step for step in steps() if step.quick or not quick_only]
    with tempfile.TemporaryDirectory(prefix="daicho-test-") as home:
        failed = [step.name for step in wanted if is_possible(step) and not perform(step, str(Path(home)))]
    skipped = [f"{step.name}: needs {step.needs}" for step in wanted if not is_possible(step)]
    print()
    for line in skipped:
        print(f"SKIPPED {line}")
    for name in failed:
        print(f"FAILED {name}")
    incomplete = bool(skipped) and os.environ.get("CI") == "true"
    if not failed and not skipped:
        print("All green.")
    return 1 if failed or incomplete else 0


if __name__ == "__main__":
    raise SystemExit(main())
