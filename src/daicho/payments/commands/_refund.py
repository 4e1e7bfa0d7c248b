"""What the commands about refunds share."""

from collections.abc import Iterator
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, RuleBroken, missing
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.payments.commands._draft import may_hold_money, rate_micro
from daicho.payments.commands.locks import hold
from daicho.payments.core.amounts import bad, minor_amount, rate_errors, text_errors
from daicho.payments.core.fields import TEXTS, RefundFields
from daicho.payments.core.rules import TOO_EARLY
from daicho.payments.kinds import SIDES
from daicho.payments.models import Refund
from daicho.payments.queries._records import SettledRecord
from daicho.payments.queries.default_account import default_account

MISSING = _("Refund does not exist.")
COLUMNS = ("date", "mode", "amount_minor", "exchange_rate_micro", "account_id", "reference", "description")


def held_refund(refund_id: int) -> Refund:
    """Return a refund, after what it is given out of is locked. Raises NotFound."""
    found = Refund.objects.filter(id=refund_id).first()
    if found is None:
        raise NotFound(MISSING)
    hold([(found.source_kind, found.source_id)])
    again = Refund.objects.filter(id=refund_id).first()
    if again is None:
        raise NotFound(MISSING)
    return again


def refund_columns(ctx: Ctx, record: SettledRecord, fields: RefundFields, current: Refund | None) -> dict[str, Any]:
    """Return the columns that `fields` make of `current`.

    Raises InvalidInput with every fault at once, RuleBroken (4654: earlier than what it is given out of).
    """
    currency = record.terms.currency
    errors = list(_errors(ctx, record, fields, current))
    if errors:
        raise InvalidInput(errors)
    day = fields.get("date") or (current.date if current else max(ctx.today, record.day))
    if day < record.day:
        raise RuleBroken(TOO_EARLY, _("A refund cannot be dated before what it is given out of."))
    kept = current.account_id if current else default_account(ctx, is_received=False)
    columns: dict[str, Any] = {
        "date": day,
        "amount_minor": minor_amount(fields["amount"], currency)
        if "amount" in fields
        else current and current.amount_minor,
        "exchange_rate_micro": rate_micro(ctx, fields.get("exchange_rate"), currency, day, current),
        "account_id": fields.get("account_id") or kept,
    }
    for name in ("mode", "reference", "description"):
        columns[name] = str(fields.get(name, getattr(current, name) if current else "") or "").strip()
    return columns


def _errors(ctx: Ctx, record: SettledRecord, fields: RefundFields, current: Refund | None) -> Iterator[FieldError]:
    shown = {"mode": "refund_mode", "reference": "reference_number"}
    yield from text_errors(fields, TEXTS, shown)
    yield from rate_errors(fields.get("exchange_rate"))
    if "amount" not in fields and current is None:
        yield missing("amount")
    elif "amount" in fields and not minor_amount(fields["amount"], record.terms.currency):
        yield bad("amount")
    account_id, kept_account = fields.get("account_id"), current.account_id if current else None
    if account_id and not may_hold_money(ctx, account_id, kept_account):
        yield bad("from_account_id" if SIDES[record.ref[0]].side > 0 else "account_id")


def snapshot(refund: Refund, currency: str) -> dict[str, object]:
    """Return the refund as plain values, for the history of what it is given out of."""
    values = {name: getattr(refund, name) for name in COLUMNS if name != "amount_minor"}
    return {"refund_id": refund.id, **values, "amount": Money(refund.amount_minor, currency).value}
