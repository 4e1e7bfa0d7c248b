"""`daicho rebuild`: write what is derived anew (sums, cost pools) from what it is derived from, then verify."""

import sys
from argparse import Namespace
from datetime import UTC, datetime
from typing import Any

from daicho.config.cli.verify import report
from daicho.config.worker import system_ctx


def add_commands(commands: Any) -> None:
    """Add `rebuild`."""
    parser = commands.add_parser("rebuild", help="recompute monthly sums and cost pools, then verify")
    parser.add_argument("--organization", type=int, metavar="ID", help="only this organisation")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Rebuild one organisation or all; return what verification returns."""
    from daicho.ledger.commands.rebuild_balances import rebuild_balances
    from daicho.reporting.queries.organizations import all_organizations
    from daicho.stock.commands.rebuild_cost_pools import rebuild_cost_pools
    from daicho.stock.commands.rebuild_stock_totals import rebuild_stock_totals

    now = datetime.now(UTC)
    everywhere = all_organizations(system_ctx(0, now, "rebuild"))
    chosen = [row for row in everywhere if arguments.organization in {None, row.organization_id}]
    if arguments.organization is not None and not chosen:
        print(f"There is no organisation {arguments.organization}.", file=sys.stderr)
        return 1
    for row in chosen:
        ctx = system_ctx(row.organization_id, now, "rebuild", row.time_zone)
        accounts, items, pools = rebuild_balances(ctx), rebuild_stock_totals(ctx), rebuild_cost_pools(ctx)
        print(f"{row.organization_id}: {accounts} sums of accounts, {items} of items, {pools} cost pools")
    return report(arguments.organization, as_json=False)
