"""The papers of sales returns: what is to come back (返品伝票), and what arrived of it (返品受領書)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext, override

from daicho.documents.core.templates import template_by_key
from daicho.documents.queries._paper import Paper, Slip, paper_data, paper_language
from daicho.documents.queries._printed import file_name, printed
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.queries.return_receive_detail import return_receive_detail
from daicho.sales.queries.return_receives import ReceivedLineView, ReturnReceiveView
from daicho.sales.queries.sales_return_detail import ReturnDetail, ReturnLineView, sales_return_detail

_UNASKED = frozenset({"receives", "notes"})
_STAYS = _("Credited, not to be sent back")
_Sheet = tuple[ReturnDetail, ReturnReceiveView | None]


def sales_return_pdf(ctx: Ctx, *, return_ids: Sequence[int], language: str = "") -> tuple[str, bytes]:
    """Return a file name and the slips of these returns in their order, a sheet for each, without amounts.

    Goods that stay away stand on lines of their own. In the language of the first one's customer unless another is
    named. Raises NotFound for a return that is not there.
    """
    found = [sales_return_detail(ctx, return_id=each, without=_UNASKED) for each in dict.fromkeys(return_ids)]
    name = found[0].view.number if len(found) == 1 else "sales_returns"
    return file_name(name), _printed(ctx, [(detail, None) for detail in found], language)


def return_receive_pdf(ctx: Ctx, *, receive_id: int, language: str = "") -> tuple[str, bytes]:
    """Return a file name and the receipt of what arrived, without amounts, in the customer's language. Raises NotFound.

    `language` names another.
    """
    receive = return_receive_detail(ctx, receive_id=receive_id)
    detail = sales_return_detail(ctx, return_id=receive.return_id, without=_UNASKED)
    return file_name(receive.number), _printed(ctx, [(detail, receive)], language)


def _printed(ctx: Ctx, sheets: Sequence[_Sheet], language: str) -> bytes:
    profile = organization_profile(ctx)
    sources = [_source(ctx, detail) for detail, _receive in sheets]
    language = language or paper_language(sources[0].contact.language_code)
    with override(language):
        papers = [
            Paper(SALES_ORDER, _part(source, sheet), profile, slip=_slip(*sheet))
            for source, sheet in zip(sources, sheets, strict=True)
        ]
    return printed(
        ctx,
        template_by_key(sources[0].template).key,
        profile,
        lambda pictures: paper_data([replace(paper, pictures=pictures) for paper in papers], language),
    )


def _source(ctx: Ctx, detail: ReturnDetail) -> DocumentView:
    """Return the invoice or the order of a return: whom it is for, and how its items are called."""
    view = detail.view
    kind, document_id = (INVOICE, view.invoice_id) if view.invoice_id else (SALES_ORDER, view.order_id)
    return document_view(ctx, kind=kind, document_id=document_id or 0, with_files=False, with_custom=False)


def _part(source: DocumentView, sheet: _Sheet) -> DocumentView:
    """Return the document as if it had only what comes back; nothing is delivered by it."""
    detail, receive = sheet
    known = {line.item_id: line for line in source.lines}
    lines = [
        replace(
            known.get(line.item_id) or replace(source.lines[0], sku=""),
            name=line.name,
            description=description,
            unit=line.unit,
            quantity=Quantity(quantity),
        )
        for line, description, quantity in (_received(receive) if receive else _announced(detail))
    ]
    return replace(source, lines=lines, shipping_address=source.billing_address, attention="")


_Row = tuple[ReturnLineView | ReceivedLineView, str, int]


def _received(receive: ReturnReceiveView) -> Iterator[_Row]:
    return ((line, line.description, line.quantity) for line in receive.lines)


def _announced(detail: ReturnDetail) -> Iterator[_Row]:
    for line in detail.lines:
        if line.progress.quantity:
            yield line, line.description, line.progress.quantity
        if line.progress.credit_only:
            yield line, gettext(_STAYS), line.progress.credit_only


def _slip(detail: ReturnDetail, receive: ReturnReceiveView | None) -> Slip:
    view = detail.view
    made_of = (
        (_("Order number"), view.order_number),
        (_("Invoice number"), view.invoice_number),
        *((item.field.label, item.value) for item in view.custom if item.field.shown_in_pdf),
    )
    if receive:
        return Slip(
            title=_("Receipt of returned goods"),
            lead=_("We received the following of your return."),
            facts=(
                (_("Receipt number"), receive.number),
                (_("Date received"), receive.day),
                (_("Sales return number"), view.number),
                *made_of,
            ),
            notes=receive.notes,
            with_amounts=False,
        )
    return Slip(
        title=_("Return slip"),
        lead=_("The following goods are to come back to us."),
        facts=(
            (_("Sales return number"), view.number),
            (_("Date"), view.day),
            *made_of,
            (_("Return to"), view.location_name),
        ),
        notes=view.reason,
        with_amounts=False,
    )
