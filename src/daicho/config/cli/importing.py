"""`daicho import KIND FILE`: spreadsheets and CSV, all or nothing."""

import sys
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from daicho.config.cli.progress import progress
from daicho.config.worker import system_ctx

KINDS = ("contacts", "items", "accounts")


def add_commands(commands: Any) -> None:
    """Add `import`."""
    parser = commands.add_parser("import", help="take records from a .csv or .xlsx file: all of them, or none")
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=f"what the file holds: {', '.join(KINDS)}")
    parser.add_argument("file", type=Path, metavar="FILE", help="UTF-8, Shift_JIS (CP932) or Excel; first row: headers")
    parser.add_argument("--organization", type=int, metavar="ID", help="where to (needed where there are several)")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")
    parser.add_argument(
        "--existing",
        choices=("update", "skip"),
        default="update",
        help="what to do with records that exist: contacts are known by name, items by SKU, accounts by code",
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Import the file; exit code 1, and every fault on its own line, when anything is wrong with it."""
    from daicho.exchange.commands.import_file import import_file
    from daicho.platform.text import sentence
    from daicho.reporting.queries.organizations import all_organizations

    now = datetime.now(UTC)
    everywhere = all_organizations(system_ctx(0, now, "import"))
    chosen = [row for row in everywhere if arguments.organization in {None, row.organization_id}]
    if len(chosen) != 1:
        names = ", ".join(f"{row.organization_id} ({row.name})" for row in everywhere)
        print(f"Choose one organisation with --organization: {names or 'there is none yet'}", file=sys.stderr)
        return 1
    ctx = replace(system_ctx(chosen[0].organization_id, now, "import", chosen[0].time_zone), channel="cli")
    content = arguments.file.read_bytes()
    with progress(f"Importing {arguments.file.name}"):
        outcome = import_file(
            ctx,
            kind=arguments.kind,
            name=arguments.file.name,
            content=content,
            existing=arguments.existing,
            dry_run=arguments.dry_run,
        )
    for fault in outcome.faults:
        where = f"row {fault.number}" + (f", {fault.column}" if fault.column else "")
        print(f"{where}: {sentence(fault.error)}", file=sys.stderr)
    if outcome.faults:
        print(f"Nothing was imported: {len(outcome.faults):,} faults in {outcome.rows:,} rows.", file=sys.stderr)
        return 1
    done = "would be " if arguments.dry_run else ""
    print(
        f"{outcome.rows:,} rows: {len(outcome.created):,} {done}created, {len(outcome.updated):,} {done}updated, "
        f"{outcome.skipped:,} {done}left as they are"
    )
    return 0
