"""The chart of a new organisation."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.chart import starting_chart
from daicho.ledger.models import Account
from daicho.platform.work import unit_of_work


def seed_chart(ctx: Ctx, *, country_code: str, language_code: str = "") -> None:
    """Give the organisation the starting chart of its country ("JP" or elsewhere), once.

    Names are in `language_code` (default: the caller's language) where the chart has them.
    """
    ctx.require("accounts.create")
    with unit_of_work(ctx) as unit:
        if Account.objects.exists():
            return
        rows = [
            Account(
                organization_id=ctx.organization_id,
                name=row.name,
                code=row.code,
                account_type=row.account_type,
                section=row.section,
                normal_balance=row.normal_balance,
                description=row.description,
                default_tax_code=row.default_tax_code,
                system_key=row.system_key,
                is_user_created=False,
                created_at=ctx.now,
                modified_at=ctx.now,
            )
            for row in starting_chart(country_code, language_code or ctx.locale)
        ]
        Account.objects.bulk_create(rows)
        unit.record("chartofaccounts", ctx.organization_id, "created", after={"accounts": len(rows)})
