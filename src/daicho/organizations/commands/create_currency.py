"""A further currency."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate, missing
from daicho.kernel.money import currency_decimals
from daicho.organizations.commands._currency import check_currency
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.currencies import CURRENCIES, CurrencyFields
from daicho.organizations.models import Currency
from daicho.platform.work import unit_of_work


def create_currency(ctx: Ctx, *, fields: CurrencyFields) -> int:
    """Let the organisation use a currency of ISO 4217; return its id.

    Raises InvalidInput without a code, for an unknown one, or one the organisation has.
    """
    ctx.require("settings.edit")
    if not fields.get("currency_code"):
        raise InvalidInput([missing("currency_code")])
    check_currency(fields)
    facts = CURRENCIES[fields["currency_code"]]
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        if Currency.objects.filter(code=facts.code).exists():
            raise InvalidInput([duplicate("currency_code", facts.code)])
        row = Currency(
            organization_id=ctx.organization_id,
            code=facts.code,
            name=facts.name,
            symbol=fields.get("currency_symbol") or facts.symbol,
            format=fields.get("currency_format") or facts.format,
            price_precision=fields.get("price_precision", currency_decimals(facts.code)),
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        Currency.objects.bulk_create([row])
        unit.record("currency", row.id, "created", after={"code": row.code})
    return int(row.id)
