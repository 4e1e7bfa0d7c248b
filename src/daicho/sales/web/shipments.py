"""Shipments on screen."""

from collections.abc import Iterator, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.documents.web.mail_tab import mail_tab
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.detail import Action as Button
from daicho.platform.web.detail import Detail, Tab, action_page, render_detail
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.notes import file_response, note_pages, record_notes
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.sales.commands.delete_shipment import delete_shipment
from daicho.sales.commands.mark_shipment_delivered import mark_shipment_delivered
from daicho.sales.core.package import NAMES, State
from daicho.sales.core.shipment import ENTITY
from daicho.sales.papers.delivery_note import delivery_note_pdf
from daicho.sales.queries._shipment_views import ShipmentView
from daicho.sales.queries.list_shipments import SHIPMENT_LISTING, list_shipments
from daicho.sales.queries.related_documents import related_documents
from daicho.sales.queries.shipment_detail import shipment_detail
from daicho.sales.web.packages import package_line
from daicho.sales.web.related import related_rows
from daicho.sales.web.shipment_form import ship_order_page, ship_package_page, shipment_edit_page
from daicho.sales.web.shipping_words import CHANGED, state_badge
from daicho.sales.web.slip_mail import SHIPMENT, mail_page
from daicho.stock.web.effects import effects_tab

VIEW, CREATE, EDIT, DELETE = (f"shipments.{action}" for action in ("view", "create", "edit", "delete"))


def _delete(ctx: Ctx, shipment_id: int) -> None:
    delete_shipment(ctx, shipment_id=shipment_id)


def _delivered(ctx: Ctx, shipment_id: int) -> None:
    mark_shipment_delivered(ctx, shipment_id=shipment_id)


def _printed(ctx: Ctx, shipment_ids: list[int]) -> HttpResponse:
    name, content = delivery_note_pdf(ctx, shipment_ids=shipment_ids)
    return file_response(name, "application/pdf", content)


def _undelivered(ctx: Ctx, shipment_id: int) -> None:
    mark_shipment_delivered(ctx, shipment_id=shipment_id, is_delivered=False)


SHIPMENTS: ListPage[ShipmentView] = ListPage(
    name="shipments",
    title=_("Shipments"),
    permission=VIEW,
    listing=SHIPMENT_LISTING,
    rows=list_shipments,
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="shipment_number", main=True),
        Column("date", _("Shipment date"), lambda row: row.day, sort="date"),
        Column("customer", _("Customer"), lambda row: row.customer_name, sort="customer_name"),
        Column("packages", _("Packages"), lambda row: ", ".join(package.number for package in row.packages)),
        Column("carrier", _("Carrier"), lambda row: row.carrier),
        Column("tracking_number", _("Tracking number"), lambda row: row.tracking_number),
        Column("status", _("Status"), lambda row: state_badge(row.state)),
        Column("expected", _("Expected delivery"), lambda row: row.expected_on, sort="expected_delivery_date"),
        Column("delivered", _("Delivered on"), lambda row: row.delivered_on, shown=False),
        Column("quantity", _("Quantity"), lambda row: Quantity(row.quantity), align="end", shown=False),
        Column("charge", _("Shipping charge"), lambda row: row.shipping_charge, align="end", shown=False),
        Column("reference_number", _("Reference number"), lambda row: row.reference, shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
    ),
    row_id=lambda row: row.shipment_id,
    detail="shipment",
    detail_key="shipment_id",
    entities=(ENTITY, "package", "contact"),
    empty=Empty(
        _("No shipments yet"),
        _("What left for customers stands here. Pack a confirmed order, then ship its packages."),
        "truck-delivery",
    ),
    views=(
        BuiltInView("shipped", _(NAMES[State.SHIPPED]), filter_by="Status.Shipped"),
        BuiltInView("late", _("Late"), filter_by="Status.Late"),
        BuiltInView("delivered", _(NAMES[State.DELIVERED]), filter_by="Status.Delivered"),
    ),
    chips=(
        Chip("shipment_number", _("Number")),
        Chip("customer_name", _("Customer")),
        Chip("date", _("Shipment date")),
        Chip("delivery_method", _("Carrier")),
        Chip("tracking_number", _("Tracking number")),
        Chip("expected_delivery_date", _("Expected delivery")),
        Chip("package_number", _("Package")),
        Chip("salesorder_number", _("Sales order")),
    ),
    bulk=(
        BulkAction(
            "delivered", _("Mark as delivered"), EDIT, _delivered, _("%(count)s marked as delivered."), icon="check"
        ),
        BulkAction("print", _("Print"), VIEW, answer=_printed, icon="printer"),
        BulkAction(
            "delete", _("Delete"), DELETE, _delete, _("%(count)s deleted."), icon="trash",
            confirm=_("Delete the ticked shipments? Their packages are here again."), danger=True,
        ),
    ),
    icon="truck-delivery",
)  # fmt: skip


def shipment_page(request: PageRequest, shipment_id: int) -> HttpResponse:
    """Show a shipment: what went, how, what it did to stock."""
    ctx = request.ctx
    view = shipment_detail(ctx, shipment_id=shipment_id)
    may_edit = ctx.actor.may(EDIT)

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, request.formats, ENTITY, shipment_id, CHANGED)}

    url = page_url(ctx, "shipment_delivered", shipment_id=shipment_id)
    arrives = may_edit and not view.is_delivered
    detail = Detail(
        title=view.number,
        subtitle=view.customer_name,
        list_page="shipments",
        list_label=_("Shipments"),
        entity=ENTITY,
        entity_id=shipment_id,
        badges=(state_badge(view.state),),
        edit_url=page_url(ctx, "shipment_edit", shipment_id=shipment_id) if may_edit else "",
        primary=Button(_("Mark as delivered"), url, icon="check") if arrives else None,
        actions=tuple(_actions(ctx, view)),
        tabs=(
            Tab("overview", _("Overview"), "sales/_shipment.html"),
            effects_tab(request, ENTITY, shipment_id),
            mail_tab(request, ENTITY, shipment_id),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
        notes=record_notes(request, "shipment", ENTITY, shipment_id, "shipment_id", may_edit=may_edit),
        entities=("package", "salesorder"),
    )
    context = {
        "packages": [
            {
                "number": package.number,
                "url": page_url(ctx, "package", package_id=package.package_id)
                if ctx.actor.may("packages.view")
                else "",
                "order": package.order_number,
                "lines": [package_line(request, line) for line in package.lines],
            }
            for package in view.packages
        ],
        "facts": _facts(request, view),
        "related": related_rows(request, related_documents(ctx, kind="shipment", document_id=shipment_id)),
    }
    return render_detail(request, detail, "documents/document.html", context)


def _actions(ctx: Ctx, view: ShipmentView) -> Iterator[Button]:
    here = {"shipment_id": view.shipment_id}
    note = page_url(ctx, "shipment_pdf", **here)
    yield Button(_("Delivery note as PDF"), note, icon="file-type-pdf", method="get")
    yield Button(_("Delivery note without amounts"), f"{note}?amounts=0", icon="file-text", method="get")
    yield Button(_("Print"), f"{note}?inline=1", icon="printer", method="get")
    if ctx.actor.may(EDIT):
        url = page_url(ctx, "shipment_email", **here)
        yield Button(_("Send the delivery note by email"), url, icon="mail", method="get")
    if view.is_delivered and ctx.actor.may(EDIT):
        yield Button(_("Mark as not delivered"), page_url(ctx, "shipment_undelivered", **here), icon="arrow-back-up")
    if ctx.actor.may(DELETE):
        question = _("Delete this shipment? Its packages are here again, and their goods back in stock.")
        url = page_url(ctx, "shipment_delete", **here)
        yield Button(_("Delete"), url, icon="trash", confirm=question, danger=True)


def _facts(request: PageRequest, view: ShipmentView) -> list[tuple[str, str, str]]:
    ctx, formats = request.ctx, request.formats
    customer = page_url(ctx, "contact", contact_id=view.customer_id) if ctx.actor.may("contacts.view") else ""
    charge = formats.money(view.shipping_charge) if view.shipping_charge.minor else ""
    facts = [
        (gettext("Customer"), view.customer_name, customer),
        (gettext("Shipment date"), formats.date(view.day), ""),
        (gettext("Carrier"), view.carrier, ""),
        (gettext("Tracking number"), view.tracking_number, ""),
        (gettext("Expected delivery"), formats.date(view.expected_on), ""),
        (gettext("Delivered on"), formats.date(view.delivered_on), ""),
        (gettext("Quantity"), formats.quantity(Quantity(view.quantity)), ""),
        (gettext("Shipping charge"), charge, ""),
        (gettext("Reference number"), view.reference, ""),
        (gettext("Notes"), view.notes, ""),
        *((label, text, "") for label, text in custom_facts(ctx, formats, view.custom)),
    ]
    return [fact for fact in facts if fact[1]]


def shipment_pdf_page(request: PageRequest, shipment_id: int) -> HttpResponse:
    """Send the delivery note; `amounts=0` leaves out what the goods are worth."""
    with_amounts = request.GET.get("amounts") != "0"
    name, content = delivery_note_pdf(request.ctx, shipment_ids=[shipment_id], with_amounts=with_amounts)
    return file_response(name, "application/pdf", content, inline="inline" in request.GET)


_ONE = "shipments/<id:shipment_id>/"
PAGES: list[Page] = [
    *list_pages(SHIPMENTS, "shipments/"),
    Page("packages/<id:package_id>/ship/", "package_ship", CREATE, ship_package_page, CREATE),
    Page("salesorders/<id:salesorder_id>/ship/", "salesorder_ship", CREATE, ship_order_page, CREATE),
    Page(_ONE, "shipment", VIEW, shipment_page),
    Page(f"{_ONE}edit/", "shipment_edit", EDIT, shipment_edit_page, EDIT),
    Page(f"{_ONE}pdf/", "shipment_pdf", VIEW, shipment_pdf_page),
    Page(f"{_ONE}email/", "shipment_email", EDIT, mail_page(SHIPMENT), EDIT),
    action_page(
        f"{_ONE}delivered/", "shipment_delivered", VIEW, EDIT, _delivered,
        message=_("The shipment has been marked as delivered."), then="shipment", undo="shipment_undelivered",
    ),
    action_page(
        f"{_ONE}undelivered/", "shipment_undelivered", VIEW, EDIT, _undelivered,
        message=_("The shipment is not marked as delivered any more."), then="shipment",
    ),
    action_page(
        f"{_ONE}delete/", "shipment_delete", VIEW, DELETE, _delete,
        message=_("The shipment has been deleted."), then="shipments", keep=False,
    ),
    *note_pages(_ONE, "shipment", "shipment_id", ENTITY, VIEW, EDIT, shipment_detail),
]  # fmt: skip
