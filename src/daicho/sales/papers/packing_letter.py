"""The letter that a packing slip goes out with, ready to be changed."""

from daicho.documents.letters import LetterDraft
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.sales.papers.slip_letter import slip_letter
from daicho.sales.queries.package_detail import package_detail

_TEXTS = (
    _("Packing slip %(number)s from %(organization)s"),
    _(
        "%(greeting)s\n\nYour order has been packed. Please find our packing slip attached.\n\n"
        "Package number: %(number)s\nDate: %(date)s\n%(way)s\n%(sender)s\n%(organization)s"
    ),
)


def packing_letter(ctx: Ctx, *, package_id: int) -> LetterDraft:
    """Return the letter in the customer's language, with the order and how it travels. Raises NotFound."""
    package = package_detail(ctx, package_id=package_id)
    return slip_letter(
        ctx,
        contact_id=package.customer_id,
        texts=_TEXTS,
        number=package.number,
        day=package.day,
        way=(
            (_("Order number"), package.order_number),
            (_("Carrier"), package.carrier),
            (_("Tracking number"), package.tracking_number),
        ),
        person_ids=package.person_ids,
    )
