"""How a currency is written."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, duplicate
from daicho.kernel.text import noop as _
from daicho.organizations.commands._currency import check_currency
from daicho.organizations.commands.locks import locked_currency
from daicho.organizations.core.currencies import CURRENCIES, CurrencyFields
from daicho.organizations.core.rules import CURRENCY_IN_USE
from daicho.organizations.models import Currency, Organization
from daicho.organizations.queries._currency_use import currency_in_use
from daicho.platform.work import unit_of_work


def update_currency(ctx: Ctx, *, currency_id: int, fields: CurrencyFields) -> None:
    """Change symbol, format, price precision, and the code as long as nothing is in the currency.

    Raises NotFound, InvalidInput, RuleBroken for the code of a currency in use.
    """
    ctx.require("settings.edit")
    check_currency(fields)
    with unit_of_work(ctx) as unit:
        row = locked_currency(currency_id)
        before = {"code": row.code, "symbol": row.symbol, "format": row.format, "precision": row.price_precision}
        _change_code(ctx, row, fields.get("currency_code", row.code))
        row.symbol = fields.get("currency_symbol", row.symbol)
        row.format = fields.get("currency_format") or row.format
        row.price_precision = fields.get("price_precision", row.price_precision)
        row.modified_at = ctx.now
        row.save()
        after = {"code": row.code, "symbol": row.symbol, "format": row.format, "precision": row.price_precision}
        unit.record("currency", row.id, "updated", before=before, after=after)


def _change_code(ctx: Ctx, row: Currency, code: str) -> None:
    if code == row.code:
        return
    is_base = Organization.objects.filter(id=ctx.organization_id, base_currency=row.code).exists()
    if is_base or currency_in_use(row.code):
        raise RuleBroken(CURRENCY_IN_USE, _("%(code)s is in use."), {"code": row.code})
    if Currency.objects.filter(code=code).exists():
        raise InvalidInput([duplicate("currency_code", code)])
    row.code, row.name = code, CURRENCIES[code].name
