"""The import contracts of pyproject.toml find planted violations in a small tree of the same shape."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {
    "kernel/money.py": "from dataclasses import dataclass",
    "platform/work.py": "from daicho.kernel import money",
    "contacts/core/contact.py": "from daicho.kernel import money",
    "contacts/models/contact.py": "import django",
    "contacts/queries/detail.py": "from daicho.contacts.models import contact",
    "contacts/commands/create.py": "from daicho.contacts.queries import detail",
    "sales/commands/create.py": "from daicho.contacts.commands import create",
    "sales/core/order.py": "from daicho.contacts.core import contact",
    "reporting/queries/ageing.py": "from daicho.contacts.models import contact",
}
PLANTED = {
    "packages": ("contacts/web/pages.py", "from daicho.sales.core import order"),
    "a new package has no place": ("gadgets/thing.py", ""),
    "packages that are blind to each other": ("purchases/core/bill.py", "from daicho.sales.core import order"),
    "inside a package": ("contacts/queries/other.py", "from daicho.contacts.commands import create"),
    "a core with Django": ("contacts/core/other.py", "from django.db import models"),
    "a core with a library": ("contacts/core/other.py", "import orjson"),
    "a core with the platform": ("contacts/core/other.py", "from daicho.platform import work"),
    "the kernel with Django": ("kernel/other.py", "import django"),
    "another package's models": ("sales/queries/other.py", "from daicho.contacts.models.contact import Contact"),
    "models for reporting's pages": ("reporting/web/pages.py", "from daicho.contacts.models import contact"),
    "a cycle": ("kernel/rounding.py", "from daicho.kernel import allocation"),
}


def plant(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / "daicho" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    for package in [folder / "daicho", *(path for path in (folder / "daicho").rglob("*") if path.is_dir())]:
        (package / "__init__.py").touch()


def lint(folder: Path) -> int:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    command += ["--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": f"{folder}:{ROOT}"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode


def test_accepts_the_clean_tree(tmp_path: Path) -> None:
    plant(tmp_path, CLEAN)
    assert lint(tmp_path) == 0


@pytest.mark.parametrize("name", PLANTED)
def test_finds(name: str, tmp_path: Path) -> None:
    path, text = PLANTED[name]
    plant(tmp_path, {**CLEAN, "kernel/allocation.py": "from daicho.kernel import rounding", "kernel/rounding.py": ""})
    plant(tmp_path, {path: text})
    assert lint(tmp_path) == 1
