"""Do without a currency."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_currency
from daicho.organizations.core.rules import HAS_DEPENDANTS
from daicho.organizations.models import Organization
from daicho.organizations.queries._currency_use import currency_in_use
from daicho.platform.work import unit_of_work


def delete_currency(ctx: Ctx, *, currency_id: int) -> None:
    """Delete a currency and its rates. Raises NotFound, RuleBroken for the base currency and one in use."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = locked_currency(currency_id)
        is_base = Organization.objects.filter(id=ctx.organization_id, base_currency=row.code).exists()
        if is_base or currency_in_use(row.code):
            raise RuleBroken(HAS_DEPENDANTS, _("%(code)s is in use and cannot be deleted."), {"code": row.code})
        row.delete()
        unit.record("currency", currency_id, "deleted", before={"code": row.code})
