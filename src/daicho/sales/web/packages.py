"""Packages on screen."""

from collections.abc import Iterator, Mapping

from django.http import HttpResponse, HttpResponseRedirect
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
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.sales.commands.delete_package import delete_package
from daicho.sales.core.package import ENTITY, NAMES, State
from daicho.sales.papers.packing_slip import packing_slip_pdf
from daicho.sales.queries._package_views import PackageLineView, PackageView
from daicho.sales.queries.list_packages import PACKAGE_LISTING, list_packages
from daicho.sales.queries.package_detail import package_detail
from daicho.sales.queries.related_documents import related_documents
from daicho.sales.web.package_board import package_board_page
from daicho.sales.web.package_form import package_create_page, package_edit_page
from daicho.sales.web.related import related_rows
from daicho.sales.web.shipping_words import CHANGED, state_badge
from daicho.sales.web.slip_mail import PACKAGE, mail_page

VIEW, CREATE, EDIT, DELETE = (f"packages.{action}" for action in ("view", "create", "edit", "delete"))


def _delete(ctx: Ctx, package_id: int) -> None:
    delete_package(ctx, package_id=package_id)


def _printed(ctx: Ctx, package_ids: list[int]) -> HttpResponse:
    name, content = packing_slip_pdf(ctx, package_ids=package_ids)
    return file_response(name, "application/pdf", content)


def _ship_together(ctx: Ctx, package_ids: list[int]) -> HttpResponse:
    """Open the form of a shipment in which these packages are ticked."""
    also = ",".join(str(package_id) for package_id in package_ids)
    return HttpResponseRedirect(f"{page_url(ctx, 'package_ship', package_id=package_ids[0])}?also={also}")


PACKAGES: ListPage[PackageView] = ListPage(
    name="packages",
    title=_("Packages"),
    permission=VIEW,
    listing=PACKAGE_LISTING,
    rows=list_packages,
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="package_number", main=True),
        Column("date", _("Date"), lambda row: row.day, sort="date"),
        Column("customer", _("Customer"), lambda row: row.customer_name, sort="customer_name"),
        Column("order", _("Sales order"), lambda row: row.order_number, sort="salesorder_number"),
        Column("quantity", _("Quantity"), lambda row: Quantity(row.quantity), align="end"),
        Column("status", _("Status"), lambda row: state_badge(row.state)),
        Column("shipment", _("Shipment"), lambda row: row.shipment_number),
        Column("shipment_date", _("Shipment date"), lambda row: row.shipped_on, sort="shipment_date"),
        Column("carrier", _("Carrier"), lambda row: row.carrier, shown=False),
        Column("tracking_number", _("Tracking number"), lambda row: row.tracking_number, shown=False),
        Column("notes", _("Notes"), lambda row: row.notes, shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
    ),
    row_id=lambda row: row.package_id,
    detail="package",
    detail_key="package_id",
    entities=(ENTITY, "shipment", "salesorder", "contact"),
    empty=Empty(
        _("No packages yet"),
        _("What was packed of a sales order stands here. Open a confirmed order and pack its goods."),
        "package",
    ),
    views=tuple(
        BuiltInView(state.value, _(NAMES[state]), parameters={"status": state.value}) for state in State
    ),
    chips=(
        Chip("package_number", _("Number")),
        Chip("customer_name", _("Customer")),
        Chip("salesorder_number", _("Sales order")),
        Chip("date", _("Date")),
        Chip("shipment_date", _("Shipment date")),
        Chip("status", _("Status"), choices=tuple((state.value, _(NAMES[state])) for state in State)),
        Chip("delivery_method", _("Carrier")),
        Chip("tracking_number", _("Tracking number")),
        Chip("item_name", _("Item")),
    ),
    bulk=(
        BulkAction("ship", _("Ship"), "shipments.create", answer=_ship_together, icon="truck-delivery"),
        BulkAction("print", _("Print"), VIEW, answer=_printed, icon="printer"),
        BulkAction(
            "delete", _("Delete"), DELETE, _delete, _("%(count)s deleted."), icon="trash",
            confirm=_("Delete the ticked packages? Their goods are to be packed again."), danger=True,
        ),
    ),
    icon="package",
    others=(("package_board", _("Board"), "columns"),),
)  # fmt: skip


def package_page(request: PageRequest, package_id: int) -> HttpResponse:
    """Show a package: what lies in it, where it stands, what is around it."""
    ctx = request.ctx
    view = package_detail(ctx, package_id=package_id)
    is_here = view.state is State.NOT_SHIPPED
    may_edit = ctx.actor.may(EDIT)

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, request.formats, ENTITY, package_id, CHANGED)}

    detail = Detail(
        title=view.number,
        subtitle=view.customer_name,
        list_page="packages",
        list_label=_("Packages"),
        entity=ENTITY,
        entity_id=package_id,
        badges=(state_badge(view.state),),
        edit_url=page_url(ctx, "package_edit", package_id=package_id) if may_edit and is_here else "",
        primary=_next(ctx, view),
        actions=tuple(_actions(ctx, view)),
        tabs=(
            Tab("overview", _("Overview"), "stock/_transfer.html"),
            mail_tab(request, ENTITY, package_id),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
        notes=record_notes(request, "package", ENTITY, package_id, "package_id", may_edit=may_edit),
        entities=("salesorder", "shipment"),
    )
    context = {
        "lines": [package_line(request, line) for line in view.lines],
        "facts": _facts(request, view),
        "related": related_rows(request, related_documents(ctx, kind="package", document_id=package_id)),
    }
    return render_detail(request, detail, "documents/document.html", context)


def _next(ctx: Ctx, view: PackageView) -> Button | None:
    """What comes next of a package: it is shipped, then it arrives."""
    if view.state is State.NOT_SHIPPED and ctx.actor.may("shipments.create"):
        url = page_url(ctx, "package_ship", package_id=view.package_id)
        return Button(_("Ship"), url, icon="truck-delivery", method="get")
    if view.state is State.SHIPPED and ctx.actor.may("shipments.edit"):
        url = page_url(ctx, "shipment_delivered", shipment_id=view.shipment_id)
        return Button(_("Mark as delivered"), url, icon="check")
    return None


def _actions(ctx: Ctx, view: PackageView) -> Iterator[Button]:
    slip = page_url(ctx, "package_pdf", package_id=view.package_id)
    yield Button(_("Packing slip as PDF"), slip, icon="file-type-pdf", method="get")
    yield Button(_("Print"), f"{slip}?inline=1", icon="printer", method="get")
    if ctx.actor.may(EDIT):
        url = page_url(ctx, "package_email", package_id=view.package_id)
        yield Button(_("Send the packing slip by email"), url, icon="mail", method="get")
    if ctx.actor.may(DELETE) and view.state is State.NOT_SHIPPED:
        question = _("Delete this package? Its goods are to be packed again.")
        url = page_url(ctx, "package_delete", package_id=view.package_id)
        yield Button(_("Delete"), url, icon="trash", confirm=question, danger=True)


def package_line(request: PageRequest, line: PackageLineView) -> dict[str, str]:
    """Return a line as tables of goods show it."""
    ctx = request.ctx
    return {
        "name": f"{line.sku} {line.name}".strip(),
        "url": find_page_url(ctx, "item", item_id=line.item_id) if ctx.actor.may("items.view") else "",
        "description": line.description,
        "quantity": f"{request.formats.quantity(Quantity(line.quantity))} {line.unit}".strip(),
    }


def _facts(request: PageRequest, view: PackageView) -> list[tuple[str, str, str]]:
    ctx, formats = request.ctx, request.formats
    customer = page_url(ctx, "contact", contact_id=view.customer_id) if ctx.actor.may("contacts.view") else ""
    order = page_url(ctx, "salesorder", salesorder_id=view.order_id) if ctx.actor.may("salesorders.view") else ""
    facts = [
        (gettext("Sales order"), view.order_number, order),
        (gettext("Customer"), view.customer_name, customer),
        (gettext("Date"), formats.date(view.day), ""),
        (gettext("Shipment date"), formats.date(view.shipped_on), ""),
        (gettext("Delivered on"), formats.date(view.delivered_on), ""),
        (gettext("Carrier"), view.carrier, ""),
        (gettext("Tracking number"), view.tracking_number, ""),
        (gettext("Notes"), view.notes, ""),
        *((label, text, "") for label, text in custom_facts(ctx, formats, view.custom)),
    ]
    return [fact for fact in facts if fact[1]]


def package_pdf_page(request: PageRequest, package_id: int) -> HttpResponse:
    """Send the packing slip."""
    name, content = packing_slip_pdf(request.ctx, package_ids=[package_id])
    return file_response(name, "application/pdf", content, inline="inline" in request.GET)


_ONE = "packages/<id:package_id>/"
PAGES: list[Page] = [
    *list_pages(PACKAGES, "packages/"),
    Page("packages/board/", "package_board", VIEW, package_board_page),
    Page("salesorders/<id:salesorder_id>/package/", "package_create", CREATE, package_create_page, CREATE),
    Page(_ONE, "package", VIEW, package_page),
    Page(f"{_ONE}edit/", "package_edit", EDIT, package_edit_page, EDIT),
    Page(f"{_ONE}pdf/", "package_pdf", VIEW, package_pdf_page),
    Page(f"{_ONE}email/", "package_email", EDIT, mail_page(PACKAGE), EDIT),
    action_page(
        f"{_ONE}delete/", "package_delete", VIEW, DELETE, _delete,
        message=_("The package has been deleted."), then="packages", keep=False,
    ),
    *note_pages(_ONE, "package", "package_id", ENTITY, VIEW, EDIT, package_detail),
]  # fmt: skip
