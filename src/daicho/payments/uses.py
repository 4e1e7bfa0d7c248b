"""What the packages below may ask of payments (config/wiring.py)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from daicho.contacts.core.uses import ContactUse, Transaction, UnusedPayment
from daicho.contacts.core.uses import Refund as RefundView
from daicho.documents.uses import InUse
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.payments.commands.post_settlements import post_settlements
from daicho.payments.kinds import CUSTOMER_PAYMENT, DOCUMENTS, PAYMENT_KINDS, PaymentKind
from daicho.payments.models import Payment, Refund
from daicho.payments.models import Use as UseRow
from daicho.payments.queries._records import SettledRecord
from daicho.payments.queries.settled_records import settled_records
from daicho.payments.queries.unused_credits import unused_credits
from daicho.platform.notifications import owners_in
from daicho.platform.work import unit_of_work

_LIMIT = 200


def _used(column: str, *models: type[Payment] | type[Refund]) -> InUse:
    def in_use(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
        del ctx  # the organisation is in scope
        return {
            found
            for model in models
            for found in model.objects.filter(**{f"{column}__in": ids}).values_list(column, flat=True)
        }

    return in_use


accounts_in_use = _used("account_id", Payment, Refund)
locations_in_use = _used("location_id", Payment)
contacts_in_use = _used("contact_id", Payment)
payment_owners = owners_in(Payment, "payments")


def _move(ctx: Ctx, source_id: int, target_id: int) -> None:
    """Let payments name another contact, and the books follow; those of credits and refunds too."""
    with unit_of_work(ctx) as unit:
        payments = Payment.objects.filter(contact_id=source_id)
        moved = list(payments.order_by("id").values_list("kind", "id"))
        payments.update(contact_id=target_id, modified_at=ctx.now)
        credits = {
            (kind.credit.entity, credit_id)
            for kind in PAYMENT_KINDS.values()
            for credit_id in kind.credit.header.objects.filter(contact_id=target_id).values_list("id", flat=True)
        }
        post_settlements(ctx, refs={*moved, *credits})
        for ref in moved:
            unit.record(*ref, "updated", before={"contact_id": source_id}, after={"contact_id": target_id})


def _with_transactions(ctx: Ctx, contact_ids: Sequence[int]) -> set[int]:
    return contacts_in_use(ctx, ids=contact_ids)


def _with_open_amounts(ctx: Ctx) -> frozenset[int]:
    return frozenset(contact_id for _type, contact_id in unused_credits(ctx))


def _transactions(ctx: Ctx, contact_id: int, start: date | None, end: date | None) -> Sequence[Transaction]:
    if not ctx.actor.may("payments.view"):
        return ()
    within = (Q(date__gte=start) if start else Q()) & (Q(date__lte=end) if end else Q())
    most = None if end else _LIMIT  # a statement adds up all there is until its end
    found = [*_payments(contact_id, within, most), *_refunds(contact_id, within, most)]
    return sorted(found, key=attrgetter("day", "record_id"), reverse=True)[:most]


def _payments(contact_id: int, within: Q, most: int | None) -> Iterator[Transaction]:
    """Yield the contact's payments: each lowers what is owed, by the tax that was kept back as well."""
    uses = UseRow.objects.filter(source_kind=OuterRef("kind"), source_id=OuterRef("id")).order_by()
    kept = uses.values("source_id").annotate(kept=Sum("withheld_minor")).values("kept")
    rows = Payment.objects.filter(within, contact_id=contact_id).annotate(kept=Subquery(kept))
    for row in rows.order_by("-date", "-id")[:most]:
        kind = PAYMENT_KINDS[row.kind]
        yield Transaction(
            kind=kind.words.name,
            page=kind.entity,
            page_key="payment_id",
            record_id=row.id,
            number=row.number,
            day=row.date,
            status=_("Paid"),
            currency_code=row.currency_code,
            total=row.amount_minor,
            statement_amount=-(row.amount_minor + (row.kept or 0)),
        )


def _refunds(contact_id: int, within: Q, most: int | None) -> Iterator[Transaction]:
    """Yield what was given back: it is owed again."""
    kinds = tuple(PAYMENT_KINDS.values())
    headers = (Payment, *(kind.credit.header for kind in kinds))
    number, currency = (
        Coalesce(*(Subquery(header.objects.filter(id=OuterRef("source_id")).values(name)) for header in headers))
        for name in ("number", "currency_code")
    )
    for row in _refund_rows(kinds, contact_id, within).annotate(number=number, currency=currency)[:most]:
        name = row.source_kind
        yield Transaction(
            kind=_("Refund"),
            page=name,
            page_key="payment_id" if name in PAYMENT_KINDS else DOCUMENTS[name].names.id,
            record_id=row.source_id,
            number=row.number,
            day=row.date,
            status=_("Refunded"),
            currency_code=row.currency,
            total=row.amount_minor,
            statement_amount=row.amount_minor,
        )


def _refund_rows(kinds: Sequence[PaymentKind], contact_id: int, within: Q) -> Any:
    """Return the refunds out of what is the contact's, newest first."""
    of_contact = Q(source_id__in=Payment.objects.filter(contact_id=contact_id).values("id"))
    for kind in kinds:
        of_contact |= Q(source_id__in=kind.credit.header.objects.filter(contact_id=contact_id).values("id"))
    return Refund.objects.filter(within, of_contact).order_by("-date", "-id")


def _refunds_of(
    ctx: Ctx, kinds: Sequence[PaymentKind], contact_id: int, within: Q
) -> list[tuple[Refund, SettledRecord]]:  # fmt: skip
    rows = list(_refund_rows(kinds, contact_id, within)[:_LIMIT])
    records = settled_records(ctx, refs={(row.source_kind, row.source_id) for row in rows})
    return [(row, records[row.source_kind, row.source_id]) for row in rows]


def _credit_refunds(ctx: Ctx, contact_id: int) -> Sequence[RefundView]:
    if not ctx.actor.may("payments.view"):
        return ()
    rows = _refunds_of(ctx, [CUSTOMER_PAYMENT], contact_id, Q(source_kind=CUSTOMER_PAYMENT.credit.entity))
    return [
        RefundView(
            refund_id=row.id,
            creditnote_id=row.source_id,
            creditnote_number=record.number,
            day=row.date,
            mode=row.mode,
            reference_number=row.reference,
            description=row.description,
            currency_code=record.terms.currency,
            amount=row.amount_minor,
            amount_base=replace(record.terms, rate_micro=row.exchange_rate_micro).total(row.amount_minor),
        )
        for row, record in rows
    ]


def _unused_retainer_payments(ctx: Ctx, contact_id: int) -> Sequence[UnusedPayment]:
    if not ctx.actor.may("payments.view"):
        return ()
    rows = Payment.objects.filter(contact_id=contact_id, retainer__isnull=False, used_minor__lt=F("amount_minor"))
    return [
        UnusedPayment(
            payment_id=row.id,
            number=row.number,
            day=row.date,
            mode=row.mode,
            reference_number=row.reference,
            description=row.description,
            currency_code=row.currency_code,
            amount=row.amount_minor,
            unused=row.amount_minor - row.used_minor,
        )
        for row in rows.order_by("-date", "-id")
    ]


CONTACTS = ContactUse(
    move=_move,
    with_transactions=_with_transactions,
    transactions=_transactions,
    with_open_amounts=_with_open_amounts,
    refunds=_credit_refunds,
    unused_retainer_payments=_unused_retainer_payments,
)
