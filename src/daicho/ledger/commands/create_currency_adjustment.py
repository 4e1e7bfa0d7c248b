"""A new base currency adjustment."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, invalid
from daicho.kernel.measure import Rate
from daicho.kernel.text import noop as _
from daicho.ledger.commands._adjustment_rows import check_days, post_adjustment, snapshot
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.currency_adjustment import CurrencyAdjustmentFields, Revaluation, field_errors, revalued
from daicho.ledger.core.rules import ADJUSTED_ALREADY, NOTHING_TO_ADJUST
from daicho.ledger.models import CurrencyAdjustment, CurrencyAdjustmentLine
from daicho.ledger.queries.foreign_balances import foreign_balances
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


def create_currency_adjustment(ctx: Ctx, *, fields: CurrencyAdjustmentFields) -> int:
    """Value the balances of the accounts named at a rate; return the adjustment's id.

    The unrealised gain or loss is posted on the day and taken back on the next. Raises InvalidInput, RuleBroken
    (4322: no account has a difference; 4323: that day has an adjustment of the currency; 4310: a day is locked).
    """
    ctx.require("journals.create")
    errors = list(field_errors(fields))
    if errors:
        raise InvalidInput(errors)
    with unit_of_work(ctx) as unit:
        row = _row(ctx, fields)
        check_days(ctx, row)
        same = CurrencyAdjustment.objects.filter(date=row.date, currency_code=row.currency_code)
        if same.exists():
            message = _("There is an adjustment of %(currency)s on %(day)s already. Delete it first.")
            raise RuleBroken(ADJUSTED_ALREADY, message, {"currency": row.currency_code, "day": row.date.isoformat()})
        found = _revaluations(ctx, row, fields)
        row.gain_minor = sum(each.gain for each in found)
        CurrencyAdjustment.objects.bulk_create([row])
        CurrencyAdjustmentLine.objects.bulk_create([_line(row, *each) for each in enumerate(found, start=1)])
        post_adjustment(ctx, row, found, is_new=True)
        unit.record("currencyadjustment", row.id, "created", after=snapshot(row, found))
    return int(row.id)


def _row(ctx: Ctx, fields: CurrencyAdjustmentFields) -> CurrencyAdjustment:
    currency, day, rate = fields["currency_code"], fields["date"], fields["exchange_rate"]
    assert day is not None, "field_errors refuses what is missing"
    assert rate is not None, "field_errors refuses what is missing"
    if currency not in {view.code for view in list_currencies(ctx) if not view.is_base}:
        raise invalid("currency_id", _("Invalid value passed for %(field)s"), {"field": "currency_id"})
    return CurrencyAdjustment(
        id=new_id(),
        organization_id=ctx.organization_id,
        date=day,
        currency_code=currency,
        rate_micro=Rate.of(rate).micro,
        notes=fields["notes"].strip(),
        created_by_id=ctx.actor.user_id,
        created_at=ctx.now,
        modified_at=ctx.now,
    )


def _revaluations(ctx: Ctx, row: CurrencyAdjustment, fields: CurrencyAdjustmentFields) -> list[Revaluation]:
    base = next(view.code for view in list_currencies(ctx) if view.is_base)
    balances = foreign_balances(ctx, currency=row.currency_code, day=row.date)
    wanted = set(fields.get("account_ids", ()))
    if unknown := wanted - {balance.account_id for balance in balances}:
        message = _("Account %(account)s has no balance in %(currency)s on that day.")
        raise invalid("account_ids", message, {"account": min(unknown), "currency": row.currency_code})
    chosen = [balance for balance in balances if balance.account_id in wanted]
    found = revalued(chosen, Conversion(row.currency_code, row.rate_micro, base))
    if not any(each.gain for each in found):
        raise RuleBroken(NOTHING_TO_ADJUST, _("No account has a difference at this rate."))
    return found


def _line(row: CurrencyAdjustment, position: int, each: Revaluation) -> CurrencyAdjustmentLine:
    return CurrencyAdjustmentLine(
        organization_id=row.organization_id,
        adjustment_id=row.id,
        position=position,
        account_id=each.balance.account_id,
        contact_id=each.balance.contact_id,
        amount_minor=each.balance.amount.own,
        base_amount_minor=each.balance.amount.base,
        adjusted_minor=each.adjusted,
    )
