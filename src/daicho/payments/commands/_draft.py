"""A payment as it would be: given values over stored ones over defaults, everything checked, nothing written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from daicho.contacts.queries.contact_card import ContactCard, contact_card
from daicho.documents.queries._settled import SettledDocument
from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, RuleBroken, missing
from daicho.kernel.measure import MICRO, Rate
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.organizations.queries.base_currency import base_currency
from daicho.organizations.queries.currencies import exchange_rate
from daicho.payments.core.amounts import bad, minor_amount, rate_errors, text_errors
from daicho.payments.core.fields import TEXTS, PaymentFields, UseFields
from daicho.payments.core.rules import MORE_THAN_UNUSED, OTHER_CONTACT, OTHER_CURRENCY, REFUNDED, TOO_EARLY
from daicho.payments.core.settlement import Use
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.payments.queries.default_account import default_account
from daicho.payments.queries.money_accounts import money_accounts
from daicho.stock.queries.locations import locations


@dataclass(frozen=True, slots=True)
class WantedUse:
    """A use as it shall be, in minor units; `use_id` 0 for a new one."""

    use_id: int
    target_id: int
    day: date
    amount: int
    withheld: int

    @property
    def settled(self) -> int:
        """What the target is settled by."""
        return self.amount + self.withheld


@dataclass(frozen=True, slots=True)
class Draft:
    """Columns of the payment without its number, and all its uses."""

    columns: Mapping[str, Any]
    uses: Sequence[WantedUse]


@dataclass(frozen=True, slots=True)
class _Sources:
    kind: PaymentKind
    fields: PaymentFields
    current: Payment | None
    own: Sequence[Use]
    contact: ContactCard
    targets: Mapping[int, SettledDocument]
    retainer: SettledDocument | None
    currency: str


def draft_payment(
    ctx: Ctx, kind: PaymentKind, fields: PaymentFields, current: Payment | None, own: Sequence[Use] = ()
) -> Draft:
    """Return the payment that `fields` make of `current`, whose uses and refunds are `own`.

    Raises InvalidInput with every fault at once; RuleBroken: 4650 (more is used than is paid), 4651, 4652 (a document
    of another contact, in another currency), 4653 (its currency, once something is given back), 4654.
    """
    sources = _sources(ctx, kind, fields, current, own)
    errors = [*_errors(ctx, sources), *_amount_errors(sources), *_use_errors(sources)]
    if errors:
        raise InvalidInput(errors)
    columns = _columns(ctx, sources)
    uses = _uses(sources, columns["date"])
    _check(sources, columns, uses)
    return Draft(columns, uses)


def _sources(
    ctx: Ctx, kind: PaymentKind, fields: PaymentFields, current: Payment | None, own: Sequence[Use]
) -> _Sources:  # fmt: skip
    names = kind.names
    contact_id = fields.get("contact_id") or (current.contact_id if current else None)
    if contact_id is None:
        raise InvalidInput([missing(names.contact_id)])
    try:
        contact = contact_card(ctx, contact_id=contact_id)
    except NotFound:
        raise InvalidInput([bad(names.contact_id)]) from None
    if contact.contact_type != kind.contact_type:
        raise InvalidInput([bad(names.contact_id)])
    kept = {use.target[1] for use in own if use.target}
    ids = {use.get("target_id", 0) for use in fields["uses"]} if "uses" in fields else kept
    targets = settled_documents(ctx, kind=kind.target, ids=ids)
    retainer = _retainer(ctx, kind, fields, current)
    first = next(iter(targets.values()), retainer)
    same = current is not None and current.contact_id == contact_id
    currency = first.currency_code if first else current.currency_code if current and same else contact.currency_code
    return _Sources(kind, fields, current, own, contact, targets, retainer, currency)


def _retainer(
    ctx: Ctx, kind: PaymentKind, fields: PaymentFields, current: Payment | None
) -> SettledDocument | None:  # fmt: skip
    """Return the retainer invoice that is paid, if one is. Raises InvalidInput where there is none of that id."""
    retainer_id = fields.get("retainer_id", current.retainer_id if current else None)
    if kind.retainer is None or retainer_id is None:
        return None
    found = settled_documents(ctx, kind=kind.retainer, ids=[retainer_id]).get(retainer_id)
    if found is None:
        raise InvalidInput([bad(kind.retainer.names.id)])
    return found


def _errors(ctx: Ctx, sources: _Sources) -> Iterator[FieldError]:
    fields, current, names = sources.fields, sources.current, sources.kind.names
    yield from text_errors(fields, TEXTS, {"number": "payment_number", "mode": "payment_mode",
                                           "reference": "reference_number"})  # fmt: skip
    yield from rate_errors(fields.get("exchange_rate"))
    account_id, kept_account = fields.get("account_id"), current.account_id if current else None
    if account_id and not may_hold_money(ctx, account_id, kept_account):
        yield bad(names.account_id)
    place_id, kept_id = fields.get("location_id"), current.location_id if current else None
    if place_id and place_id not in {kept_id, *(place.location_id for place in locations(ctx) if place.is_active)}:
        yield bad("location_id")


def _amount_errors(sources: _Sources) -> Iterator[FieldError]:
    fields, current = sources.fields, sources.current
    if "amount" not in fields and current is None:
        yield missing("amount")
        return
    amount, fees = _amounts(sources)
    if not amount:
        yield bad("amount")
    elif fees is None or fees >= amount:
        yield bad(sources.kind.names.fees or "amount")


def _amounts(sources: _Sources) -> tuple[int | None, int | None]:
    """Return amount and fees in minor units, given or kept; None for one that cannot be."""
    fields, current, currency = sources.fields, sources.current, sources.currency
    kept = Money(current.amount_minor, current.currency_code).value if current else Decimal(0)
    kept_fees = Money(current.fees_minor, current.currency_code).value if current else Decimal(0)
    return minor_amount(fields.get("amount", kept), currency), minor_amount(fields.get("fees", kept_fees), currency)


def _use_errors(sources: _Sources) -> Iterator[FieldError]:
    names, seen = sources.kind.names, set()
    for place, use in enumerate(sources.fields.get("uses", ())):
        target_id = use.get("target_id", 0)
        if target_id not in sources.targets or target_id in seen:
            yield bad(names.use(place, names.target_id))
        seen.add(target_id)
        for key, name in (("amount", "amount_applied"), ("withheld", "tax_amount_withheld")):
            if minor_amount(_value(use, key), sources.currency) is None:
                yield bad(names.use(place, name))


def _value(use: UseFields, key: str) -> Decimal:
    value = use.get(key)
    return value if isinstance(value, Decimal) else Decimal(0)


def _minor(use: UseFields, key: str, currency: str) -> int:
    return minor_amount(_value(use, key), currency) or 0


def _columns(ctx: Ctx, sources: _Sources) -> dict[str, Any]:
    fields, current = sources.fields, sources.current
    amount, fees = _amounts(sources)
    day = fields.get("date") or (current.date if current else ctx.today)
    is_received = sources.kind.side > 0
    kept = current.account_id if current else default_account(ctx, is_received=is_received)
    columns: dict[str, Any] = {
        "contact_id": sources.contact.contact_id,
        "date": day,
        "amount_minor": amount,
        "fees_minor": fees,
        "currency_code": sources.currency,
        "exchange_rate_micro": rate_micro(ctx, fields.get("exchange_rate"), sources.currency, day, current),
        "base_currency": base_currency(ctx),
        "account_id": fields.get("account_id") or kept,
        "location_id": fields.get("location_id", current.location_id if current else None),
        "retainer_id": sources.retainer.document_id if sources.retainer else None,
    }
    for name in ("mode", "reference", "description"):
        columns[name] = str(fields.get(name, getattr(current, name) if current else "") or "").strip()
    if not columns["account_id"]:
        raise InvalidInput([missing(sources.kind.names.account_id)])
    return columns


def rate_micro(ctx: Ctx, given: Decimal | None, currency: str, day: date, current: Any) -> int:
    """Return the given exchange rate in 10^-6, else the stored one where currency and day stay, else the day's."""
    if currency == base_currency(ctx):
        return MICRO
    if given is not None:
        return Rate.of(given).micro
    if current is not None and current.date == day and getattr(current, "currency_code", currency) == currency:
        kept: int = current.exchange_rate_micro
        return kept
    return exchange_rate(ctx, currency, day).micro


def _uses(sources: _Sources, day: date) -> list[WantedUse]:
    """Return all uses: what the payment was applied to before keeps its id, and its day where that was another one."""
    moved = sources.current.date if sources.current else day
    kept = {use.target[1]: use for use in sources.own if use.target}
    if "uses" not in sources.fields:
        given = [(target_id, use.amount, use.withheld) for target_id, use in kept.items()]
    else:
        given = [
            (
                use.get("target_id", 0),
                _minor(use, "amount", sources.currency),
                _minor(use, "withheld", sources.currency),
            )
            for use in sources.fields["uses"]
        ]
    wanted = []
    for target_id, amount, withheld in given:
        old = kept.get(target_id)
        first = max(day, sources.targets[target_id].day)
        later = first if old is None or old.day <= moved else max(first, old.day)
        if amount or withheld:
            wanted.append(WantedUse(old.use_id if old else 0, target_id, later, amount, withheld))
    return wanted


def _check(sources: _Sources, columns: Mapping[str, Any], uses: Sequence[WantedUse]) -> None:
    current, refunds = sources.current, [use for use in sources.own if use.target is None]
    paid = [*sources.targets.values(), *([sources.retainer] if sources.retainer else [])]
    for target in paid:
        refuse_foreign(target.number, target.contact_id, columns["contact_id"], target.currency_code, sources.currency)
    if refunds and current and current.currency_code != sources.currency:
        raise RuleBroken(REFUNDED, _("Something of this payment is given back: its currency stays."))
    if any(refund.day < columns["date"] for refund in refunds):
        raise RuleBroken(TOO_EARLY, _("A refund cannot be dated before what it is given out of."))
    taken = sum(use.amount for use in uses) + sum(refund.amount for refund in refunds)
    if taken > columns["amount_minor"]:
        raise RuleBroken(MORE_THAN_UNUSED, _("More is applied and given back than was paid."))


def refuse_foreign(number: str, contact_id: int, wanted_id: int, currency: str, wanted: str) -> None:
    """Raise RuleBroken where a document is of another contact (4651), or in another currency (4652), than wanted."""
    if contact_id != wanted_id:
        raise RuleBroken(OTHER_CONTACT, _("%(number)s belongs to another contact."), {"number": number})
    if currency != wanted:
        raise RuleBroken(OTHER_CURRENCY, _("%(number)s is in another currency."), {"number": number})


def may_hold_money(ctx: Ctx, account_id: int, kept_id: int | None) -> bool:
    """Tell whether money may come to or go from the account; a record keeps one that became inactive."""
    return account_id == kept_id or account_id in {account.account_id for account in money_accounts(ctx)}
