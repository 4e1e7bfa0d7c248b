"""Payments, uses and refunds as pages and the API show them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.ledger.core.conversion import Conversion
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import PAYMENT_KINDS, PaymentKind
from daicho.payments.models import Payment, Refund
from daicho.payments.models import Use as UseRow
from daicho.payments.queries._records import SettledRecord, record_of_payment
from daicho.payments.queries.settled_records import settled_records
from daicho.platform.custom_fields import CustomValue, custom_values


@dataclass(frozen=True, slots=True)
class UseView:
    """Some of a payment or credit that settles a document."""

    use_id: int
    source: SettledRecord
    target: SettledRecord
    day: date
    amount: Money
    withheld: Money
    mode: str = ""
    reference: str = ""
    description: str = ""
    account_name: str = ""
    is_single: bool = True
    """Whether the payment settles nothing else."""

    @property
    def settled(self) -> Money:
        """What the document is settled by."""
        return self.amount + self.withheld


@dataclass(frozen=True, slots=True)
class RefundView:
    """Money given back; `source` is the payment or credit."""

    refund_id: int
    source: SettledRecord
    contact_id: int
    contact_name: str
    day: date
    mode: str
    amount: Money
    base_amount: Money
    exchange_rate: Rate
    account_id: int
    account_name: str
    reference: str
    description: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment with its uses; `unused` is what is neither applied nor given back."""

    payment_id: int
    kind: PaymentKind
    number: str
    contact_id: int
    contact_name: str
    day: date
    mode: str
    amount: Money
    fees: Money
    used: Money
    base_amount: Money
    base_unused: Money
    currency_code: str
    exchange_rate: Rate
    account_id: int
    account_name: str
    account_type: str
    location_id: int | None
    location_name: str
    retainer_id: int | None
    retainer_number: str
    reference: str
    description: str
    created_at: datetime
    modified_at: datetime
    uses: Sequence[UseView]
    custom: Sequence[CustomValue]

    @property
    def unused(self) -> Money:
        """What is neither applied nor given back."""
        return self.amount - self.used

    @property
    def withheld(self) -> Money:
        """The tax that was kept back, of all uses."""
        return Money(sum(use.withheld.minor for use in self.uses), self.currency_code)

    @property
    def refunded(self) -> Money:
        """What is given back."""
        return self.used - Money(sum(use.amount.minor for use in self.uses), self.currency_code)


def payment_views(
    ctx: Ctx, kind: PaymentKind, rows: Sequence[Payment], *, with_custom: bool = True
) -> list[PaymentView]:  # fmt: skip
    """Return payments of one kind, read with contact, account, location and retainer; parts in a few statements."""
    refs = [(kind.entity, row.id) for row in rows]
    found = list(UseRow.objects.filter(source_kind=kind.entity, source_id__in=[row.id for row in rows]))
    counts = Counter((use.source_kind, use.source_id) for use in found)
    uses = _use_views(ctx, found, {row.id: row for row in rows}, counts)
    by_payment: dict[Ref, list[UseView]] = {ref: [] for ref in refs}
    for use in uses:
        by_payment[use.source.ref].append(use)
    custom = custom_values(ctx, entity=kind.entity, entity_ids=[row.id for row in rows]) if with_custom else {}
    return [_payment(kind, row, by_payment[kind.entity, row.id], custom.get(row.id, ())) for row in rows]


def _payment(kind: PaymentKind, row: Payment, uses: Sequence[UseView], custom: Sequence[CustomValue]) -> PaymentView:
    terms = Conversion(row.currency_code, row.exchange_rate_micro, row.base_currency)
    return PaymentView(
        payment_id=row.id,
        kind=kind,
        number=row.number,
        contact_id=row.contact_id,
        contact_name=row.contact.name,
        day=row.date,
        mode=row.mode,
        amount=Money(row.amount_minor, row.currency_code),
        fees=Money(row.fees_minor, row.currency_code),
        used=Money(row.used_minor, row.currency_code),
        base_amount=Money(terms.total(row.amount_minor), row.base_currency),
        base_unused=Money(terms.total(row.amount_minor - row.used_minor), row.base_currency),
        currency_code=row.currency_code,
        exchange_rate=Rate(row.exchange_rate_micro),
        account_id=row.account_id,
        account_name=row.account.name,
        account_type=row.account.account_type,
        location_id=row.location_id,
        location_name=row.location.name if row.location else "",
        retainer_id=row.retainer_id,
        retainer_number=row.retainer.number if row.retainer else "",
        reference=row.reference,
        description=row.description,
        created_at=row.created_at,
        modified_at=row.modified_at,
        uses=uses,
        custom=custom,
    )


def use_views(ctx: Ctx, rows: Collection[UseRow]) -> list[UseView]:
    """Return uses with what they are taken from and what they settle, in the order of their days."""
    ids = [row.source_id for row in rows if row.source_kind in PAYMENT_KINDS]
    found = Payment.objects.filter(id__in=ids).select_related("account", "contact", "retainer")
    payments = {row.id: row for row in found}
    taken = UseRow.objects.filter(source_id__in=ids).values_list("source_kind", "source_id")
    return _use_views(ctx, rows, payments, Counter(taken))


def _use_views(
    ctx: Ctx, rows: Collection[UseRow], payments: Mapping[int, Payment], counts: Mapping[Ref, int]
) -> list[UseView]:  # fmt: skip
    """Return the views of uses of these payments, of which `counts` tells how many there are."""
    found = sorted(rows, key=lambda row: (row.date, row.id))
    records = {(row.kind, row.id): record_of_payment(row) for row in payments.values()}
    refs = {ref for row in found for ref in ((row.source_kind, row.source_id), (row.target_kind, row.target_id))}
    records |= settled_records(ctx, refs=refs - records.keys())
    return [_use(row, records, payments.get(row.source_id), counts) for row in found]


def _use(
    row: UseRow, records: Mapping[Ref, SettledRecord], payment: Payment | None, counts: Mapping[Ref, int]
) -> UseView:  # fmt: skip
    source = records[row.source_kind, row.source_id]
    currency = source.terms.currency
    return UseView(
        use_id=row.id,
        source=source,
        target=records[row.target_kind, row.target_id],
        day=row.date,
        amount=Money(row.amount_minor, currency),
        withheld=Money(row.withheld_minor, currency),
        mode=payment.mode if payment else "",
        reference=payment.reference if payment else "",
        description=payment.description if payment else "",
        account_name=payment.account.name if payment else "",
        is_single=counts.get(source.ref, 0) == 1,
    )


def refund_views(ctx: Ctx, rows: Sequence[Refund]) -> list[RefundView]:
    """Return refunds, read with their account."""
    records = settled_records(ctx, refs={(row.source_kind, row.source_id) for row in rows})
    return [_refund(row, records[row.source_kind, row.source_id]) for row in rows]


def _refund(row: Refund, record: SettledRecord) -> RefundView:
    terms = Conversion(record.terms.currency, row.exchange_rate_micro, record.terms.base_currency)
    return RefundView(
        refund_id=row.id,
        source=record,
        contact_id=record.contact_id,
        contact_name=record.contact_name,
        day=row.date,
        mode=row.mode,
        amount=Money(row.amount_minor, terms.currency),
        base_amount=Money(terms.total(row.amount_minor), terms.base_currency),
        exchange_rate=Rate(row.exchange_rate_micro),
        account_id=row.account_id,
        account_name=row.account.name,
        reference=row.reference,
        description=row.description,
    )
