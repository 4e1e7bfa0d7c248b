"""Transfer orders (移動伝票) and inventory adjustments (在庫調整伝票) as vouchers: these stand above stock, so here."""

from django.http import HttpResponse
from django.utils.translation import gettext

from daicho.documents.voucher import Voucher, voucher_response
from daicho.kernel.measure import Quantity, Rate
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.page import Page, PageRequest
from daicho.stock.core.approval import NAMES, State
from daicho.stock.queries._adjustment_views import AdjustmentLineView, AdjustmentView
from daicho.stock.queries.adjustment_detail import adjustment_detail
from daicho.stock.queries.transfer_detail import transfer_detail

_DONE = frozenset({State.ADJUSTED, State.TRANSFERRED})


def transfer_pdf_page(request: PageRequest, transfer_id: int) -> HttpResponse:
    """Send what goes from one location to another, to lie beside the goods. Raises NotFound."""
    formats, view = request.formats, transfer_detail(request.ctx, transfer_id=transfer_id)
    facts = [
        (gettext("Number"), view.number),
        (gettext("Date"), formats.date(view.day)),
        (gettext("From location"), view.from_location_name),
        (gettext("To location"), view.to_location_name),
        (gettext("Arrived on"), formats.date(view.received_on) if view.received_on else ""),
        *custom_facts(request.ctx, formats, [value for value in view.custom if value.field.shown_in_pdf]),
    ]
    voucher = Voucher(
        title=gettext("Transfer slip"),
        number=view.number,
        state=_state(view.state),
        facts=facts,
        header=[gettext("Item"), gettext("Description"), gettext("Quantity")],
        numbers=1,
        rows=[[line.name, line.description, _quantity(request, line.quantity, line.unit)] for line in view.lines],
        notes=view.description,
    )
    return voucher_response(request, voucher)


def adjustment_pdf_page(request: PageRequest, adjustment_id: int) -> HttpResponse:
    """Send what an adjustment does to quantities and value, to be stamped and filed. Raises NotFound."""
    view = adjustment_detail(request.ctx, adjustment_id=adjustment_id)
    by_value = view.adjustment_type == "value"
    quantities = [] if by_value else [gettext("Quantity adjusted"), gettext("Cost per unit")]
    total = request.formats.money(view.total)
    voucher = Voucher(
        title=gettext("Inventory adjustment voucher"),
        number=view.number,
        state=_state(view.state),
        facts=_adjustment_facts(request, view),
        header=[gettext("Item"), gettext("Location"), gettext("Account"), *quantities, gettext("Change of value")],
        numbers=len(quantities) + 1,
        rows=[_adjusted(request, view, line) for line in view.lines],
        total=[*("" for _quantity in quantities), total],
        notes=view.description,
    )
    return voucher_response(request, voucher)


def _adjustment_facts(request: PageRequest, view: AdjustmentView) -> list[tuple[str, str]]:
    return [
        (gettext("Number"), view.number),
        (gettext("Date"), request.formats.date(view.date)),
        (gettext("Reason"), view.reason),
        (gettext("Reference number"), view.reference),
        *custom_facts(request.ctx, request.formats, [value for value in view.custom if value.field.shown_in_pdf]),
    ]


def _adjusted(request: PageRequest, view: AdjustmentView, line: AdjustmentLineView) -> list[str]:
    formats, currency = request.formats, view.total.currency
    sign = "+" if line.quantity > 0 else ""
    rate = "" if line.rate is None else formats.rate(Rate(line.rate), currency)
    quantities = [] if view.adjustment_type == "value" else [
        f"{sign}{_quantity(request, line.quantity, line.unit)}", rate,
    ]  # fmt: skip
    name = f"{line.name}\n{line.description}".strip()
    return [name, line.location_name, line.account_name, *quantities, formats.money(line.total)]


def _quantity(request: PageRequest, quantity: int, unit: str) -> str:
    return f"{request.formats.quantity(Quantity(quantity))} {unit}".strip()


def _state(state: State) -> str:
    """Return how far it is, where it has not come to its end."""
    return "" if state in _DONE else gettext(NAMES[state])


PAGES: list[Page] = [
    Page(
        "transferorders/<id:transfer_id>/pdf/", "transferorder_pdf", "transfers.view", transfer_pdf_page,
        followed=False,
    ),
    Page(
        "inventoryadjustments/<id:adjustment_id>/pdf/", "inventoryadjustment_pdf", "adjustments.view",
        adjustment_pdf_page, followed=False,
    ),
]  # fmt: skip
