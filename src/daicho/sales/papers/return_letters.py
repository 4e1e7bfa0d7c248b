"""The letters that the papers of sales returns go out with, ready to be changed."""

from daicho.documents.letters import LetterDraft
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.sales.papers.slip_letter import slip_letter
from daicho.sales.queries.return_receive_detail import return_receive_detail
from daicho.sales.queries.sales_return_detail import ALL_PARTS, sales_return_detail

_ANNOUNCED = (
    _("Sales return %(number)s from %(organization)s"),
    _(
        "%(greeting)s\n\nWe have noted your return. Please find our return slip attached, and send it along with the "
        "goods.\n\nSales return number: %(number)s\nDate: %(date)s\n%(way)s\n%(sender)s\n%(organization)s"
    ),
)
_ARRIVED = (
    _("Receipt of returned goods %(number)s from %(organization)s"),
    _(
        "%(greeting)s\n\nThe goods you sent back have arrived. Please find our receipt attached.\n\n"
        "Receipt number: %(number)s\nDate: %(date)s\n%(way)s\n%(sender)s\n%(organization)s"
    ),
)


def return_letter(ctx: Ctx, *, return_id: int) -> LetterDraft:
    """Return the letter about a sales return, in the customer's language. Raises NotFound."""
    view = sales_return_detail(ctx, return_id=return_id, without=ALL_PARTS).view
    way = ((_("Order number"), view.order_number), (_("Invoice number"), view.invoice_number))
    return slip_letter(ctx, contact_id=view.contact_id, texts=_ANNOUNCED, number=view.number, day=view.day, way=way)


def return_receive_letter(ctx: Ctx, *, receive_id: int) -> LetterDraft:
    """Return the letter about what arrived of a sales return, in the customer's language. Raises NotFound."""
    receive = return_receive_detail(ctx, receive_id=receive_id)
    view = sales_return_detail(ctx, return_id=receive.return_id, without=ALL_PARTS).view
    way = ((_("Sales return number"), view.number),)
    return slip_letter(ctx, contact_id=view.contact_id, texts=_ARRIVED, number=receive.number, day=receive.day, way=way)
