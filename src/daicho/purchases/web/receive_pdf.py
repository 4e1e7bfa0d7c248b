"""A purchase receive as a voucher of what arrived (受領伝票), to be checked, stamped and filed."""

from django.http import HttpResponse
from django.utils.translation import gettext

from daicho.documents.voucher import Voucher, voucher_response
from daicho.kernel.measure import Quantity
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.page import PageRequest
from daicho.purchases.core.receive import NAMES, State
from daicho.purchases.queries.receive_detail import receive_detail


def receive_pdf_page(request: PageRequest, receive_id: int) -> HttpResponse:
    """Send what arrived, without amounts, in the person's language. Raises NotFound."""
    formats, view = request.formats, receive_detail(request.ctx, receive_id=receive_id)
    facts = [
        (gettext("Number"), view.number),
        (gettext("Date"), formats.date(view.day)),
        (gettext("Vendor"), view.vendor_name),
        (gettext("Purchase order"), view.order_number),
        (gettext("Location"), view.location_name),
        *custom_facts(request.ctx, formats, [value for value in view.custom if value.field.shown_in_pdf]),
    ]
    rows = [
        [line.name, line.description, f"{formats.quantity(Quantity(line.quantity))} {line.unit}".strip()]
        for line in view.lines
    ]
    voucher = Voucher(
        title=gettext("Receiving slip"),
        number=view.number,
        state="" if view.state is State.RECEIVED else gettext(NAMES[view.state]),
        facts=facts,
        header=[gettext("Item"), gettext("Description"), gettext("Quantity")],
        numbers=1,
        rows=rows,
        notes=view.notes,
    )
    return voucher_response(request, voucher)
