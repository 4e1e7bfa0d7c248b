"""A journal as a voucher to print (振替伝票): vouchers stand above the ledger, so it is put together here."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext

from daicho.documents.voucher import Voucher, voucher_response
from daicho.kernel.money import Money
from daicho.ledger.queries.journal_detail import JournalLineView, JournalView, journal_detail
from daicho.platform.web.page import PageRequest


def journal_pdf_page(request: PageRequest, journal_id: int) -> HttpResponse:
    """Send the journal as a PDF in the person's language. Raises NotFound."""
    view = journal_detail(request.ctx, journal_id=journal_id)
    total = request.formats.money(view.total)
    voucher = Voucher(
        title=gettext("Journal voucher"),
        number=view.number,
        state=gettext("Draft") if view.is_draft else "",
        facts=_facts(request, view),
        header=[gettext("Account"), gettext("Contact"), gettext("Description"), gettext("Debit"), gettext("Credit")],
        numbers=2,
        rows=[_row(request, view, line) for line in view.lines],
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


def _row(request: PageRequest, view: JournalView, line: JournalLineView) -> list[str]:
    amount = request.formats.money(Money(abs(line.amount.own), view.total.currency))
    debit, credit = (amount, "") if line.amount.own > 0 else ("", amount)
    return [f"{line.account_code} {line.account_name}".strip(), line.contact_name, line.description, debit, credit]
