"""The paper that goes with the goods of a shipment (納品書)."""

from collections.abc import Sequence

from daicho.documents.core.templates import template_by_key
from daicho.documents.queries._paper import Paper, Slip, paper_data, paper_language
from daicho.documents.queries._printed import file_name, printed
from daicho.documents.queries._views import DocumentView
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.papers.packed_orders import packed_orders
from daicho.sales.queries._shipment_views import ShipmentView
from daicho.sales.queries.shipment_detail import shipment_detail


def delivery_note_pdf(
    ctx: Ctx, *, shipment_id: int, language: str = "", with_amounts: bool = True
) -> tuple[str, bytes]:  # fmt: skip
    """Return a file name and the delivery note, a sheet for each order; without amounts it tells quantities only.

    In the language of the customer unless another is named, on the template of the first order. Raises NotFound.
    """
    shipment = shipment_detail(ctx, shipment_id=shipment_id)
    profile, orders = organization_profile(ctx), packed_orders(ctx, shipment.packages, with_amounts=with_amounts)
    language = language or paper_language(shipment.language_code)
    sheets = [(order, _slip(shipment, order, with_amounts=with_amounts)) for order in orders]
    pdf = printed(
        ctx,
        template_by_key(orders[0].template).key,
        profile,
        lambda pictures: paper_data(
            [Paper(SALES_ORDER, order, profile, pictures, slip) for order, slip in sheets], language
        ),
    )
    return file_name(shipment.number), pdf


def _slip(shipment: ShipmentView, order: DocumentView, *, with_amounts: bool) -> Slip:
    return Slip(
        title=_("Delivery note"),
        lead=_("We deliver the following."),
        facts=(
            (_("Delivery note number"), shipment.number),
            (_("Shipment date"), shipment.day),
            (_("Expected delivery"), shipment.expected_on),
            (_("Order number"), order.number),
            (_("Your reference"), order.reference),
            (_("Packages"), ", ".join(_numbers(shipment, order))),
            (_("Carrier"), shipment.carrier),
            (_("Tracking number"), shipment.tracking_number),
            *((item.field.label, item.value) for item in shipment.custom if item.field.shown_in_pdf),
        ),
        notes=shipment.notes,
        with_amounts=with_amounts,
    )


def _numbers(shipment: ShipmentView, order: DocumentView) -> Sequence[str]:
    return [package.number for package in shipment.packages if package.order_id == order.document_id]
