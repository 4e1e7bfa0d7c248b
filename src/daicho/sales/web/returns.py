"""Sales returns on screen."""

from collections.abc import Iterator, Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.documents.web.face import RelatedRow
from daicho.documents.web.mail_tab import mail_tab
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import Quantity
from daicho.platform.text import sentence
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.detail import Action as Button
from daicho.platform.web.detail import Detail, Tab, action_page, go_to, render_detail
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.notes import file_response, note_pages, record_notes
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.platform.web.render import announce
from daicho.sales.commands.change_return_state import change_return_state
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.delete_sales_return import delete_sales_return
from daicho.sales.core.sales_return import ENTITY, REFUND_NAMES, STATUS_NAMES, State, Status
from daicho.sales.papers.return_slips import sales_return_pdf
from daicho.sales.queries._return_views import ReturnView
from daicho.sales.queries.list_sales_returns import RETURN_LISTING, list_sales_returns
from daicho.sales.queries.related_documents import related_documents
from daicho.sales.queries.sales_return_detail import ALL_PARTS, ReturnDetail, sales_return_detail
from daicho.sales.web.related import related_rows
from daicho.sales.web.return_form import return_edit_page, return_invoice_page, return_order_page
from daicho.sales.web.return_receive_form import return_receive_page
from daicho.sales.web.return_receives import PAGES as RECEIVES
from daicho.sales.web.return_receives import received_badge
from daicho.sales.web.slip_mail import RETURN, mail_page
from daicho.sales.web.words import RETURN_CHANGED, refund_badge, return_badge

_UNASKED = frozenset({"notes"})
"""Credit notes come with the other documents around a return."""
VIEW, CREATE, EDIT, DELETE = (f"salesreturns.{action}" for action in ("view", "create", "edit", "delete"))


def _approve(ctx: Ctx, salesreturn_id: int) -> None:
    change_return_state(ctx, return_id=salesreturn_id, state=State.APPROVED)


def _redraft(ctx: Ctx, salesreturn_id: int) -> None:
    change_return_state(ctx, return_id=salesreturn_id, state=State.DRAFT)


def _delete(ctx: Ctx, salesreturn_id: int) -> None:
    delete_sales_return(ctx, return_id=salesreturn_id)


def _printed(ctx: Ctx, return_ids: list[int]) -> HttpResponse:
    name, content = sales_return_pdf(ctx, return_ids=return_ids)
    return file_response(name, "application/pdf", content)


RETURNS: ListPage[ReturnView] = ListPage(
    name="salesreturns",
    title=_("Sales returns"),
    permission=VIEW,
    listing=RETURN_LISTING,
    rows=list_sales_returns,
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="salesreturn_number", main=True),
        Column("date", _("Date"), lambda row: row.day, sort="date"),
        Column("customer", _("Customer"), lambda row: row.contact_name, sort="customer_name"),
        Column("source", _("Made of"), lambda row: row.order_number or row.invoice_number),
        Column("quantity", _("To receive"), lambda row: Quantity(row.quantity), align="end"),
        Column("credit_only", _("Credit only"), lambda row: Quantity(row.credit_only), align="end"),
        Column("status", _("Status"), lambda row: return_badge(row.status)),
        Column("refund", _("Refund"), lambda row: refund_badge(row.refund_status)),
        Column("refunded", _("Refunded amount"), lambda row: row.refunded, align="end", shown=False),
        Column("location", _("Location"), lambda row: row.location_name, shown=False),
        Column("reason", _("Reason"), lambda row: row.reason, shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
    ),
    row_id=lambda row: row.return_id,
    detail="salesreturn",
    detail_key="salesreturn_id",
    entities=(ENTITY, "creditnote", "contact"),
    empty=Empty(
        _("No sales returns yet"),
        _("What customers send back stands here. Open a shipped order or invoice and return its goods."),
        "arrow-back-up",
    ),
    views=tuple(
        BuiltInView(status.value, _(STATUS_NAMES[status]), parameters={"status": status.value}) for status in Status
    ),
    chips=(
        Chip("salesreturn_number", _("Number")),
        Chip("customer_name", _("Customer")),
        Chip("salesorder_number", _("Sales order")),
        Chip("invoice_number", _("Invoice")),
        Chip("date", _("Date")),
        Chip("status", _("Status"), choices=tuple((status.value, _(STATUS_NAMES[status])) for status in Status)),
        Chip("refund_status", _("Refund"), choices=tuple((key, _(name)) for key, name in REFUND_NAMES.items())),
        Chip("item_name", _("Item")),
    ),
    bulk=(
        BulkAction("approve", _("Approve"), EDIT, _approve, _("%(count)s approved."), icon="check"),
        BulkAction("print", _("Print"), VIEW, answer=_printed, icon="printer"),
        BulkAction(
            "delete", _("Delete"), DELETE, _delete, _("%(count)s deleted."), icon="trash",
            confirm=_("Delete the ticked sales returns?"), danger=True,
        ),
    ),
    icon="arrow-back-up",
)  # fmt: skip


def return_page(request: PageRequest, salesreturn_id: int) -> HttpResponse:
    """Show a return: its lines and how far they are, what was made of it, its history."""
    ctx = request.ctx
    detail = sales_return_detail(ctx, return_id=salesreturn_id, without=_UNASKED)
    view = detail.view
    may_edit = ctx.actor.may(EDIT)

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, request.formats, ENTITY, salesreturn_id, RETURN_CHANGED)}

    following = list(_next(ctx, detail))
    shown = Detail(
        title=view.number,
        subtitle=view.contact_name,
        list_page="salesreturns",
        list_label=_("Sales returns"),
        entity=ENTITY,
        entity_id=salesreturn_id,
        badges=(return_badge(view.status), refund_badge(view.refund_status)),
        edit_url=page_url(ctx, "salesreturn_edit", salesreturn_id=salesreturn_id) if may_edit else "",
        primary=next(iter(following), None),
        actions=(*following[1:], *_others(ctx, view)),
        tabs=(
            Tab("overview", _("Overview"), "sales/_returned.html"),
            mail_tab(request, ENTITY, salesreturn_id),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
        notes=record_notes(request, "salesreturn", ENTITY, salesreturn_id, "salesreturn_id", may_edit=may_edit),
        entities=("creditnote", "salesreturnreceive"),
    )
    context = {
        "lines": _lines(request, detail),
        "facts": _facts(request, view),
        "related": _related(request, detail),
    }
    return render_detail(request, shown, "documents/document.html", context)


def _next(ctx: Ctx, detail: ReturnDetail) -> Iterator[Button]:
    """What comes next of a return: its approval, its goods, its credit note."""
    here = {"salesreturn_id": detail.view.return_id}
    if detail.view.state is State.DRAFT:
        if ctx.actor.may(EDIT):
            yield Button(_("Approve"), page_url(ctx, "salesreturn_approve", **here), icon="check")
        return
    lines = [line.progress for line in detail.lines]
    if any(line.to_be_received for line in lines) and ctx.actor.may(EDIT):
        url = page_url(ctx, "salesreturn_receive", **here)
        yield Button(_("Receive"), url, icon="package", method="get")
    if any(line.to_be_credited or line.to_be_credited_only for line in lines) and ctx.actor.may("creditnotes.create"):
        yield Button(_("Create a credit note"), page_url(ctx, "salesreturn_credit", **here), icon="receipt-refund")


def _others(ctx: Ctx, view: ReturnView) -> Iterator[Button]:
    here = {"salesreturn_id": view.return_id}
    slip = page_url(ctx, "salesreturn_pdf", **here)
    yield Button(_("Return slip as PDF"), slip, icon="file-type-pdf", method="get")
    yield Button(_("Print"), f"{slip}?inline=1", icon="printer", method="get")
    if ctx.actor.may(EDIT):
        url = page_url(ctx, "salesreturn_email", **here)
        yield Button(_("Send the return slip by email"), url, icon="mail", method="get")
    if view.status is Status.APPROVED and ctx.actor.may(EDIT):
        yield Button(_("Make a draft again"), page_url(ctx, "salesreturn_draft", **here), icon="pencil")
    if ctx.actor.may(DELETE):
        url = page_url(ctx, "salesreturn_delete", **here)
        yield Button(_("Delete"), url, icon="trash", confirm=_("Delete this sales return?"), danger=True)


def _lines(request: PageRequest, detail: ReturnDetail) -> list[dict[str, str]]:
    ctx, formats = request.ctx, request.formats
    return [
        {
            "name": line.name,
            "url": find_page_url(ctx, "item", item_id=line.item_id) if ctx.actor.may("items.view") else "",
            "description": line.description,
            "quantity": f"{formats.quantity(Quantity(line.progress.quantity))} {line.unit}".strip(),
            "received": formats.quantity(Quantity(line.progress.received)),
            "credit_only": formats.quantity(Quantity(line.progress.credit_only)),
            "credited": formats.quantity(Quantity(line.progress.credited + line.progress.credited_only)),
        }
        for line in detail.lines
    ]


def _facts(request: PageRequest, view: ReturnView) -> list[tuple[str, str, str]]:
    ctx = request.ctx
    customer = page_url(ctx, "contact", contact_id=view.contact_id)
    facts = [
        (gettext("Customer"), view.contact_name, customer if ctx.actor.may("contacts.view") else ""),
        (gettext("Date"), request.formats.date(view.day), ""),
        (gettext("Location"), view.location_name, ""),
        (gettext("Reason"), view.reason, ""),
        (gettext("Refunded amount"), request.formats.money(view.refunded) if view.refunded.minor else "", ""),
        *((label, text, "") for label, text in custom_facts(ctx, request.formats, view.custom)),
    ]
    return [fact for fact in facts if fact[1]]


def _related(request: PageRequest, detail: ReturnDetail) -> list[RelatedRow]:
    """What the return was made of, what arrived, and its credit notes."""
    ctx = request.ctx
    found = related_documents(ctx, kind=ENTITY, document_id=detail.view.return_id)
    arrived = [
        RelatedRow(
            _("Sales return receive"),
            receive.number,
            page_url(ctx, "salesreturnreceive", salesreturnreceive_id=receive.receive_id),
            request.formats.date(receive.day),
            received_badge(),
        )
        for receive in detail.receives
    ]
    before = [row for row in found if row.kind != "creditnote"]
    after = [row for row in found if row.kind == "creditnote"]
    return [*related_rows(request, before), *arrived, *related_rows(request, after)]


def _credit(request: PageRequest, salesreturn_id: int) -> HttpResponse:
    """Make a draft of what is to be credited and open its form."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    ctx = request.ctx
    try:
        made = credit_sales_return(ctx, return_id=salesreturn_id, is_open=False)
    except RuleBroken as error:
        announce(request, sentence(error), level=messages.ERROR)
        return go_to(request, page_url(ctx, "salesreturn", salesreturn_id=salesreturn_id))
    announce(request, gettext("This is the draft of the credit note."))
    return go_to(request, page_url(ctx, "creditnote_edit", creditnote_id=made))


def return_pdf_page(request: PageRequest, salesreturn_id: int) -> HttpResponse:
    """Send the return slip."""
    name, content = sales_return_pdf(request.ctx, return_ids=[salesreturn_id])
    return file_response(name, "application/pdf", content, inline="inline" in request.GET)


def _exists(ctx: Ctx, *, salesreturn_id: int) -> None:
    sales_return_detail(ctx, return_id=salesreturn_id, without=ALL_PARTS)


_ONE = "salesreturns/<id:salesreturn_id>/"
PAGES: list[Page] = [
    *list_pages(RETURNS, "salesreturns/"),
    Page("salesorders/<id:salesorder_id>/return/", "salesorder_return", CREATE, return_order_page, CREATE),
    Page("invoices/<id:invoice_id>/return/", "invoice_return", CREATE, return_invoice_page, CREATE),
    Page(_ONE, "salesreturn", VIEW, return_page),
    Page(f"{_ONE}edit/", "salesreturn_edit", EDIT, return_edit_page, EDIT),
    Page(f"{_ONE}pdf/", "salesreturn_pdf", VIEW, return_pdf_page),
    Page(f"{_ONE}email/", "salesreturn_email", EDIT, mail_page(RETURN), EDIT),
    Page(f"{_ONE}receive/", "salesreturn_receive", EDIT, return_receive_page, EDIT),
    Page(f"{_ONE}credit/", "salesreturn_credit", VIEW, _credit, "creditnotes.create"),
    action_page(
        f"{_ONE}approve/", "salesreturn_approve", VIEW, EDIT, _approve,
        message=_("The sales return has been approved."), then="salesreturn",
    ),
    action_page(
        f"{_ONE}draft/", "salesreturn_draft", VIEW, EDIT, _redraft,
        message=_("The sales return has been marked as draft."), then="salesreturn",
    ),
    action_page(
        f"{_ONE}delete/", "salesreturn_delete", VIEW, DELETE, _delete,
        message=_("The sales return has been deleted."), then="salesreturns", keep=False,
    ),
    *RECEIVES,
    *note_pages(_ONE, "salesreturn", "salesreturn_id", ENTITY, VIEW, EDIT, _exists),
]  # fmt: skip
