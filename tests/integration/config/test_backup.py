"""A backup that is restored elsewhere is the same installation."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

DAICHO = Path(sys.executable).with_name("daicho")


def daicho(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with a data folder of its own, on SQLite."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DJANGO_"))}
    return subprocess.run(
        [DAICHO, *arguments],
        env={**environment, "DAICHO_HOME": str(home), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def tables(backup: Path) -> dict[str, list[bytes]]:
    """Return the rows of each table of a backup, in no order."""
    with zipfile.ZipFile(backup) as archive:
        names = [name for name in archive.namelist() if name.startswith("tables/")]
        return {name: sorted(archive.read(name).splitlines()) for name in names}


def test_what_was_backed_up_is_restored_to_the_letter(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for arguments in (("migrate",), ("demo", "--history", "small"), ("backup", str(tmp_path / "one"))):
        done = daicho(first, *arguments)
        assert done.returncode == 0, done.stderr
    restored = daicho(second, "restore", str(tmp_path / "one"))
    assert (restored.returncode, restored.stderr) == (0, "")
    refused = daicho(second, "restore", str(tmp_path / "one"))
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    again = daicho(second, "backup", str(tmp_path / "two"))
    assert done.stdout.split()[1:] == again.stdout.split()[1:]
    before, after = tables(tmp_path / "one"), tables(tmp_path / "two")
    assert {name for name in before if before[name] != after[name]} == set()
