"""The letter that a delivery note goes out with, ready to be changed."""

from daicho.documents.letters import LetterDraft
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.sales.papers.slip_letter import slip_letter
from daicho.sales.queries.shipment_detail import shipment_detail

_TEXTS = (
    _("Delivery note %(number)s from %(organization)s"),
    _(
        "%(greeting)s\n\nYour goods are on their way. Please find our delivery note attached.\n\n"
        "Delivery note number: %(number)s\nShipment date: %(date)s\n%(way)s\n%(sender)s\n%(organization)s"
    ),
)


def delivery_letter(ctx: Ctx, *, shipment_id: int) -> LetterDraft:
    """Return the letter in the customer's language, with carrier, tracking number and expected day. Raises NotFound."""
    shipment = shipment_detail(ctx, shipment_id=shipment_id)
    return slip_letter(
        ctx,
        contact_id=shipment.customer_id,
        texts=_TEXTS,
        number=shipment.number,
        day=shipment.day,
        way=(
            (_("Carrier"), shipment.carrier),
            (_("Tracking number"), shipment.tracking_number),
            (_("Expected delivery"), shipment.expected_on),
        ),
        person_ids=shipment.person_ids,
    )
