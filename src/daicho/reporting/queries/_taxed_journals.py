"""Journals with their taxes: what was sold and what was bought, on the side where it is and on the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO
from daicho.kernel.periods import Period
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.journal_tax import Direction, TaxShare
from daicho.ledger.line_taxes import tax_shares
from daicho.ledger.models import ManualJournalLine
from daicho.organizations.queries.profile import organization_profile
from daicho.reporting.core.remembered import remembered_values
from daicho.reporting.core.taxed import ALL, TaxedDocument, TaxRow
from daicho.reporting.queries._conditions import any_of
from daicho.reporting.queries._remembered_documents import RecordedDocuments, recorded_documents
from daicho.reporting.queries._taxed_documents import SOURCES, expensed_taxes, taxed_documents

_KIND = "journal"
_COLUMNS = (
    "journal_id",
    "journal__number",
    "journal__date",
    "contact_id",
    "tax_direction",
    "base_amount_minor",
    "taxes",
)


class _Line(NamedTuple):
    """A line with taxes; the amount is in base currency, debit positive, without tax."""

    journal_id: int
    number: str
    day: date
    contact_id: int | None
    direction: str
    net: int
    taxes: str

    @property
    def shares(self) -> Sequence[TaxShare]:
        """The taxes it bears."""
        return tax_shares(self.taxes)


def taxed_records(ctx: Ctx, periods: Sequence[Period], known_at: datetime | None) -> Iterator[TaxedDocument]:
    """Yield documents and journals of `periods` that count and have taxes, as known at `known_at`."""
    expensed = expensed_taxes()
    kinds = [source.kind for source in SOURCES]
    recorded = recorded_documents([*kinds, _KIND], periods, known_at) if known_at else None
    yield from taxed_documents(ctx, periods, known_at, expensed=expensed, recorded=recorded)
    yield from _taxed_journals(ctx, _remembered(recorded) if recorded else _stored(periods), expensed)


def _taxed_journals(ctx: Ctx, lines: Iterable[_Line], expensed: set[int]) -> Iterator[TaxedDocument]:
    """Yield each line with taxes as a document of its own, in base currency.

    Sales stand on the credit side and purchases on the debit side; on the other side they are taken back.
    """
    profile = organization_profile(ctx)
    terms = Conversion(profile.base_currency, MICRO, profile.base_currency)
    for line in lines:
        is_sale = line.direction == Direction.SALE
        usual = -1 if is_sale else 1
        sign = 1 if line.net * usual >= 0 else -1
        rows = [
            TaxRow(share.tax_id, share.name, share.percentage_micro, abs(line.net), abs(share.base))
            for share in line.shares
        ]
        document = TaxedDocument(
            kind=_KIND,
            document_id=line.journal_id,
            number=line.number,
            contact_id=line.contact_id or 0,
            day=line.day,
            sign=sign,
            terms=terms,
            taxes=rows,
            booked=None,
            credit_share=None if is_sale else ALL,
            expensed=() if is_sale else expensed,
        )
        yield document if profile.is_tax_in_lines(line.day) else replace(document, booked=document.expected)


def _stored(periods: Sequence[Period]) -> Iterator[_Line]:
    days = [Q(journal__date__gte=period.start, journal__date__lte=period.end) for period in periods]
    counting = Q(journal__state="published") & ~Q(journal__journal_type="cash")
    rows = ManualJournalLine.objects.filter(any_of(days) if days else Q(), counting).exclude(taxes="[]")
    for values in rows.order_by("journal_id", "position").values_list(*_COLUMNS):
        yield _Line(*values)


def _remembered(recorded: RecordedDocuments) -> Iterator[_Line]:
    """Yield the lines of journals that were in the books by what was recorded."""
    days = {document_id: day for (kind, document_id), day in recorded.days.items() if kind == _KIND}
    changed = [done for done in recorded.changed if done.ref[0] == _KIND]
    lines, numbers = remembered_values(changed, "lines"), remembered_values(changed, "number")
    rows = ManualJournalLine.objects.filter(journal_id__in=days).exclude(taxes="[]").order_by("journal_id", "position")
    for values in rows.values_list(*_COLUMNS):
        line = _Line(*values)
        if (_KIND, line.journal_id) not in lines:
            yield line._replace(day=days[line.journal_id])
    for ref, snapshot in lines.items():
        if ref[1] in days:
            yield from _of_snapshot(ref[1], str(numbers.get(ref, "")), days[ref[1]], snapshot)


def _of_snapshot(journal_id: int, number: str, day: date, snapshot: Iterable[Mapping[str, Any]]) -> Iterator[_Line]:
    """Yield the lines with taxes of what the audit trail kept of a journal."""
    for line in snapshot:
        if tax_shares(line["taxes"]):
            net = line["base_amount_minor"]
            yield _Line(journal_id, number, day, line["contact_id"], line["tax_direction"], net, line["taxes"])
