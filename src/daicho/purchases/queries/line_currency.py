"""The currency of a bill's line."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.purchases.models import BillLine


def line_currency(ctx: Ctx, *, line_id: int) -> str:
    """Return the currency code of the bill that the line belongs to. Raises InvalidInput for what is no line."""
    del ctx  # the organisation is in scope
    code = BillLine.objects.filter(id=line_id).values_list("document__currency_code", flat=True).first()
    if code is None:
        name = "reference_item_id"
        raise invalid(name, _("Invalid value passed for %(field)s"), {"field": name})
    return code
