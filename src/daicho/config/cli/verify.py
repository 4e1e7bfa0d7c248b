"""`daicho verify`: recompute everything derived and compare."""

import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import orjson

from daicho.config.worker import system_ctx


def add_commands(commands: Any) -> None:
    """Add `verify`."""
    parser = commands.add_parser("verify", help="recompute everything that is derived from the documents and compare")
    parser.add_argument("--organization", type=int, metavar="ID", help="only this organisation")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run, writes=False)


def run(arguments: Namespace) -> int:
    """Verify one organisation or all."""
    return report(arguments.organization, as_json=arguments.json)


def report(organization_id: int | None, *, as_json: bool) -> int:
    """Print what verification finds; return 0 when all agrees, else 1."""
    from daicho.reporting.queries.organizations import all_organizations
    from daicho.reporting.queries.verify import verify

    now = datetime.now(UTC)
    everywhere = all_organizations(system_ctx(0, now, "verify"))
    chosen = [row for row in everywhere if organization_id in {None, row.organization_id}]
    if organization_id is not None and not chosen:
        print(f"There is no organisation {organization_id}.", file=sys.stderr)
        return 1
    found = [
        {"organization_id": str(row.organization_id), **asdict(mismatch)}
        for row in chosen
        for mismatch in verify(system_ctx(row.organization_id, now, "verify", row.time_zone))
    ]
    if as_json:
        print(orjson.dumps({"organizations": len(chosen), "mismatches": found}).decode())
    else:
        for line in found:
            print(f"{line['organization_id']}: {line['check']} {line['record']}: {line['detail']}")
        print(f"{len(chosen)} organisations verified, {len(found)} mismatches")
    return 1 if found else 0
