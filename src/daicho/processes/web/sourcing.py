"""Ordering from vendors what a sales order lacks, and what both orders show of each other."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from daicho.contacts.queries.contact_names import contact_names
from daicho.documents.core.kind import Kind
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import WAITING
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import Addition, RelatedRow
from daicho.documents.web.portions import LINES, TEMPLATE, PortionForm, PortionLine
from daicho.documents.web.words import SOURCINGS, related_badge
from daicho.kernel.context import Ctx
from daicho.platform.web.detail import Action
from daicho.platform.web.fields import DateField, RemoteChoiceField
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.processes.commands.order_from_vendor import order_from_vendor
from daicho.processes.queries.orders_around import orders_around
from daicho.processes.queries.sourceable_lines import sourceable_lines
from daicho.processes.queries.usual_vendor import usual_vendor
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.queries.sourceable_order import sourceable_order
from daicho.sales.web.progress import progress_of

_PAGES = {Sourcing.BACKORDER: "salesorder_backorder", Sourcing.DROP_SHIPMENT: "salesorder_dropship"}
_ICONS = {Sourcing.BACKORDER: "package-import", Sourcing.DROP_SHIPMENT: "truck-delivery"}
_TITLES = {Sourcing.BACKORDER: _("Backorder for %(number)s"), Sourcing.DROP_SHIPMENT: _("Dropshipment for %(number)s")}
_HINTS = {
    Sourcing.BACKORDER: _("The sales order waits on hold until the purchase order is billed."),
    Sourcing.DROP_SHIPMENT: _("The vendor sends the goods straight to the customer; they are not packed here."),
}
_LABELS = {
    "expected_label": pgettext_lazy("sales order", "Ordered"),
    "done_label": _("On order"),
    "now_label": _("Quantity to order"),
}


class SourcingForm(PortionForm):
    """A purchase order for a sales order: from whom, when, and how much of each line; `hint` says what it means."""

    columns = ("vendor_id", "date")
    head = (("vendor_id", "date"),)
    vendor_id = RemoteChoiceField(
        label=_("Vendor"), choices_page="contact_choices", query={"kind": "vendor"}, resolve=lambda _ctx, _value: ""
    )
    date = DateField(label=_("Date"))

    def __init__(
        self, ctx: Ctx, data: QueryDict | None, lines: Sequence[PortionLine], initial: dict[str, object], hint: Any
    ) -> None:
        super().__init__(ctx, data, lines, [], initial)
        vendor: Any = self.fields["vendor_id"]
        vendor.help_text = hint
        vendor.resolve = lambda ctx, value: contact_names(ctx, [value]).get(value, "")

    def renames(self) -> dict[str, str]:
        """What a command found wrong with the contact is shown at the vendor."""
        return {**super().renames(), "contact_id": "vendor_id"}


def _page(request: PageRequest, salesorder_id: int, *, sourcing: Sourcing) -> HttpResponse:
    """Order what the sales order lacks: everything that may be ordered stands in the form already."""
    ctx = request.ctx
    order = sourceable_order(ctx, order_id=salesorder_id)
    wanted = {line.line_id: line for line in sourceable_lines(ctx, order=order, sourcing=sourcing)}
    lines = [
        PortionLine(
            line.line_id, *order.texts[line.line_id], line.expected, line.backordered + line.dropped, line.to_be_sourced
        )
        for line in order.lines
        if line.line_id in wanted
    ]  # fmt: skip
    vendor_id = usual_vendor(ctx, item_ids=[line.item_id for line in wanted.values() if line.item_id])
    initial: dict[str, object] = {"date": ctx.today, "vendor_id": vendor_id}
    form = SourcingForm(ctx, request.POST if request.method == "POST" else None, lines, initial, _HINTS[sourcing])

    def save() -> int:
        given = form.given()
        return order_from_vendor(
            ctx, order_id=salesorder_id, sourcing=sourcing, vendor_id=given["vendor_id"], day=given["date"],
            lines=given["lines"],
        )  # fmt: skip

    editing = Editing(
        title=_TITLES[sourcing] % {"number": order.number},
        save=save,
        url=lambda document_id: page_url(ctx, "purchaseorder", purchaseorder_id=document_id),
        message=_("This is the draft of the purchase order. Look at its prices, then issue it."),
        cancel_url=page_url(ctx, "salesorder", salesorder_id=salesorder_id),
        submit=_("Make the purchase order"),
        template=TEMPLATE,
        more=LINES,
        context={"rows": form.rows(request.formats), **_LABELS},
    )
    return handle_form(request, form, editing)


def _actions(request: PageRequest, kind: Kind, view: DocumentView) -> Iterator[Action]:
    if kind is not SALES_ORDER or view.state not in WAITING or not request.ctx.actor.may("purchaseorders.create"):
        return
    if any(line.to_be_sourced for line in progress_of(request, view)):
        for sourcing, name in _PAGES.items():
            url = page_url(request.ctx, name, salesorder_id=view.document_id)
            yield Action(SOURCINGS[sourcing], url, icon=_ICONS[sourcing], method="get")


def _related(request: PageRequest, kind: Kind, view: DocumentView) -> Iterator[RelatedRow]:
    other = PURCHASE_ORDER if kind is SALES_ORDER else SALES_ORDER
    for row in orders_around(request.ctx, kind=kind, view=view):
        url = find_page_url(request.ctx, other.entity, **{other.names.id: row.document_id}) or ""
        day = request.formats.date(row.day)
        yield RelatedRow(_(other.words.name), row.number, url, day, related_badge(request.ctx, other, row))


SOURCED = Addition(actions=_actions, related=_related)
PAGES = [
    Page(
        f"salesorders/<id:salesorder_id>/{path}/", _PAGES[sourcing], "salesorders.view",
        partial(_page, sourcing=sourcing), "purchaseorders.create",
    )
    for sourcing, path in ((Sourcing.BACKORDER, "backorder"), (Sourcing.DROP_SHIPMENT, "dropship"))
]  # fmt: skip
