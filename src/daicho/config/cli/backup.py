"""`daicho backup FILE` and `daicho restore FILE`."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from daicho.config.cli.verify import report
from daicho.platform.db.backup import back_up, restore
from daicho.platform.db.ids import use_node


def add_commands(commands: Any) -> None:
    """Add `backup` and `restore`."""
    parser = commands.add_parser("backup", help="write all data and files to FILE, while the server runs")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run_backup, writes=False)
    parser = commands.add_parser("restore", help="replace all data and files by those in FILE (stop the server first)")
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="overwrite what is there")
    parser.set_defaults(run=run_restore, writes=False)


def run_backup(arguments: Namespace) -> int:
    """Write the backup and say how much it holds."""
    rows = back_up(arguments.file, datetime.now(UTC))
    print(f"{arguments.file}: {rows:,} rows")
    return 0


def run_restore(arguments: Namespace) -> int:
    """Restore and verify; exit code 1 when verification finds a mismatch."""
    use_node()
    rows = restore(arguments.file, force=arguments.force)
    print(f"{rows:,} rows restored")
    return report(None, as_json=False)
