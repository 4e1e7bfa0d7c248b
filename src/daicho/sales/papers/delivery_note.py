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
    ctx: Ctx, *, shipment_ids: Sequence[int], language: str = "", with_amounts: bool = True
) -> tuple[str, bytes]:  # fmt: skip
    """Return a file name and the delivery notes of these shipments, a sheet for each order of each.

    Without amounts they tell quantities only. In the language of the first customer unless another is named, on the
    template of the first order. Raises NotFound.
    """
    shipments = [shipment_detail(ctx, shipment_id=shipment_id) for shipment_id in dict.fromkeys(shipment_ids)]
    profile = organization_profile(ctx)
    language = language or paper_language(shipments[0].language_code)
    sheets = [
        (order, _slip(shipment, order, with_amounts=with_amounts))
        for shipment in shipments
        for order in packed_orders(ctx, shipment.packages, with_amounts=with_amounts)
    ]
    pdf = printed(
        ctx,
        template_by_key(sheets[0][0].template).key,
        profile,
        lambda pictures: paper_data(
            [Paper(SALES_ORDER, order, profile, pictures, slip) for order, slip in sheets], language
        ),
    )
    return file_name(shipments[0].number if len(shipments) == 1 else "shipments"), pdf


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
