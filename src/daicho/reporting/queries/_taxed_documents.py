"""Documents with their taxes, and what of them is in the tax accounts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, Q, SmallIntegerField, Sum, Value
from django.db.models.functions import Cast

from daicho.documents.core.state import COUNTING
from daicho.documents.tax_rows import tax_rows
from daicho.kernel.context import Ctx
from daicho.kernel.periods import Period
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.models import Account, JournalLine
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.purchases.models import Bill, VendorCredit
from daicho.reporting.core.taxed import TaxedDocument, TaxRow
from daicho.reporting.queries._conditions import any_of, union_of
from daicho.reporting.queries._remembered_documents import RecordedDocuments, recorded_documents, remembered_documents
from daicho.sales.models import CreditNote, Invoice
from daicho.taxes.models import Tax

OUTPUT, INPUT = "output_tax", "input_tax"
Ref = tuple[str, int]
_COLUMNS = ("id", "number", "contact_id", "date", "currency_code", "exchange_rate_micro", "taxes")


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of document with taxes: its name as a source, its table, its tax account, and the sign it has there."""

    kind: str
    table: Any
    account: str
    sign: int

    @property
    def share(self) -> F | Cast:
        """The share that may be reclaimed of a purchase, nothing of a sale."""
        return F("credit_percentage") if self.account == INPUT else Cast(Value(None), SmallIntegerField())


SOURCES = (
    Source("invoice", Invoice, OUTPUT, 1),
    Source("creditnote", CreditNote, OUTPUT, -1),
    Source("bill", Bill, INPUT, 1),
    Source("vendorcredit", VendorCredit, INPUT, -1),
)
_BY_KIND = {source.kind: source for source in SOURCES}


def taxed_documents(
    ctx: Ctx,
    periods: Sequence[Period] = (),
    known_at: datetime | None = None,
    booked: Mapping[Ref, int] | None = None,
    expensed: set[int] | None = None,
    recorded: RecordedDocuments | None = None,
) -> Iterator[TaxedDocument]:
    """Yield the documents of `periods` (none: all) that count and have taxes, as known at `known_at`.

    `booked` is what `booked_taxes` said, `expensed` what `expensed_taxes`, and `recorded` what `recorded_documents`
    said, for who asked for it already.
    """
    profile = organization_profile(ctx)
    days = [Q(date__gte=period.start, date__lte=period.end) for period in periods]
    booked = booked_taxes(periods, known_at) if booked is None else booked
    expensed = expensed_taxes() if expensed is None else expensed
    if known_at is not None:
        recorded = recorded or recorded_documents(list(_BY_KIND), periods, known_at)
        for kind, columns in remembered_documents(_BY_KIND, recorded):
            yield _document(_BY_KIND[kind], columns, profile, booked, expensed)
        return
    arms = [
        source.table.objects.filter(any_of(days) if days else Q(), state__in=COUNTING)
        .exclude(taxes="[]")
        .annotate(kind=Value(source.kind, output_field=CharField()), share=source.share)
        .order_by()
        .values_list("kind", *_COLUMNS, "share")
        for source in SOURCES
    ]
    for kind, *columns in union_of(arms):
        yield _document(_BY_KIND[kind], columns, profile, booked, expensed)


def expensed_taxes() -> set[int]:
    """Return the taxes that nobody can reclaim."""
    return set(Tax.objects.filter(is_value_added=False).values_list("id", flat=True))


def booked_taxes(periods: Sequence[Period], known_at: datetime | None = None) -> dict[Ref, int]:
    """Return document → what it has in its tax account in the periods, positive for sales and purchases."""
    days = [Q(day__gte=period.start, day__lte=period.end) for period in periods]
    known = Q(recorded_at__lte=known_at) if known_at else Q()
    lines = JournalLine.objects.filter(any_of(days) if days else Q(), known, account_id__in=_accounts(OUTPUT, INPUT))
    columns = ("entry__source_kind", "entry__source_id")
    of_kinds = any_of(
        Q(
            account_id__in=_accounts(account),
            entry__source_kind__in=[source.kind for source in SOURCES if source.account == account],
        )
        for account in (OUTPUT, INPUT)
    )
    rows = lines.filter(of_kinds).order_by().values(*columns).annotate(sum=Sum("amount_minor"))
    sums: dict[Ref, int] = {}
    for kind, source_id, amount in rows.values_list(*columns, "sum"):
        sums[kind, source_id] = int(amount) if _BY_KIND[kind].account == INPUT else -int(amount)
    return sums


def _accounts(*keys: str) -> Any:
    """Return the ids of system accounts, for a statement; they lead into the index by account and day."""
    return Account.objects.filter(system_key__in=keys).values("id")


def _document(
    source: Source, columns: Sequence[Any], profile: OrganizationProfile, booked: Mapping[Ref, int], expensed: set[int]
) -> TaxedDocument:
    document_id, number, contact_id, day, currency, rate, taxes, share = columns
    return TaxedDocument(
        kind=source.kind,
        document_id=document_id,
        number=number,
        contact_id=contact_id,
        day=day,
        sign=source.sign,
        terms=Conversion(currency, rate, profile.base_currency),
        taxes=[TaxRow(*astuple(row)) for row in tax_rows(taxes)],
        booked=None if profile.is_tax_in_lines(day) else booked.get((source.kind, document_id), 0),
        credit_share=share,
        expensed=() if share is None else expensed,
    )


def place_of(day: date, periods: Sequence[Period]) -> int | None:
    """Return which of the periods a day lies in."""
    return next((place for place, period in enumerate(periods) if period.start <= day <= period.end), None)
