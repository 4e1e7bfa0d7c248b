"""A further currency."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate, missing
from daicho.kernel.money import currency_decimals
from daicho.organizations.commands._currency import check_currency
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.currencies import CURRENCIES, CurrencyFields
from daicho.organizations.models import Currency
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


def create_currency(ctx: Ctx, *, fields: CurrencyFields) -> int:
    """Let the organisation use a currency of ISO 4217; return its id.

    One of the usual currencies that came with the organisation is taken over, once. Raises InvalidInput without a
    code, for an unknown one, or one that was added before.
    """
    ctx.require("settings.edit")
    if not fields.get("currency_code"):
        raise InvalidInput([missing("currency_code")])
    check_currency(fields)
    facts = CURRENCIES[fields["currency_code"]]
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        offered = Currency.objects.filter(code=facts.code).first()
        if offered is not None and not offered.is_offered:
            raise InvalidInput([duplicate("currency_code", facts.code)])
        row = Currency(
            id=offered.id if offered else new_id(),
            organization_id=ctx.organization_id,
            code=facts.code,
            name=facts.name,
            symbol=fields.get("currency_symbol") or facts.symbol,
            format=fields.get("currency_format") or facts.format,
            price_precision=fields.get("price_precision", currency_decimals(facts.code)),
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        row.save(force_update=offered is not None, force_insert=offered is None)
        unit.record("currency", row.id, "created", after={"code": row.code})
    return int(row.id)
