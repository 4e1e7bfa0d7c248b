"""A journal as a voucher to print (振替伝票): vouchers stand above the ledger, so it is put together here."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext

from daicho.documents.voucher import Voucher, voucher_response
from daicho.kernel.money import Money
from daicho.ledger.core.account_type import Side
from daicho.ledger.queries.journal_detail import JournalLineView, JournalView, journal_detail
from daicho.platform.web.page import PageRequest


def journal_pdf_page(request: PageRequest, journal_id: int) -> HttpResponse:
    """Send the journal as a PDF in the person's language. Raises NotFound."""
    view = journal_detail(request.ctx, journal_id=journal_id)
    total = request.formats.money(view.total)
    has_tax = any(line.tax_id for line in view.lines)
    header = [gettext("Account"), gettext("Contact"), gettext("Description"), gettext("Debit"), gettext("Credit")]
    rows = [_row(request, view, line) for line in view.lines]
    if has_tax:
        header.insert(3, gettext("Tax"))
        for row, line in zip(rows, view.lines, strict=True):
            row.insert(3, line.tax_name)
    voucher = Voucher(
        title=gettext("Journal voucher"),
        number=view.number,
        state=gettext("Draft") if view.is_draft else "",
        facts=_facts(request, view),
        header=header,
        numbers=2,
        rows=[*rows, *_tax_rows(request, view)],
        total=[total, total],
        notes=view.notes,
    )
    return voucher_response(request, voucher)


def _facts(request: PageRequest, view: JournalView) -> Iterator[tuple[str, str]]:
    yield gettext("Number"), view.number
    yield gettext("Date"), request.formats.date(view.day)
    yield gettext("Reference number"), view.reference
    if view.total.currency != view.base_total.currency:
        yield gettext("Exchange rate"), request.formats.rate(view.rate, view.base_total.currency)
    for tax in view.taxes if view.is_inclusive_tax else ():
        name = gettext("%(tax)s (included)") % {"tax": tax.name}
        yield name, request.formats.money(Money(tax.amount, view.total.currency))


def _tax_rows(request: PageRequest, view: JournalView) -> Iterator[list[str]]:
    """Yield what taxes add to the amounts of the lines."""
    for tax in view.taxes if not view.is_inclusive_tax else ():
        amount = request.formats.money(Money(tax.amount, view.total.currency))
        sides = [amount, ""] if tax.side is Side.DEBIT else ["", amount]
        yield [tax.name, "", "", "", *sides]


def _row(request: PageRequest, view: JournalView, line: JournalLineView) -> list[str]:
    amount = request.formats.money(Money(abs(line.amount.own), view.total.currency))
    debit, credit = (amount, "") if line.amount.own > 0 else ("", amount)
    return [f"{line.account_code} {line.account_name}".strip(), line.contact_name, line.description, debit, credit]
