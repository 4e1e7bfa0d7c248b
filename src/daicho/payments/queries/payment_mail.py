"""The letter that a receipt or payment advice goes out with, ready to be changed."""

from daicho.documents.letters import LetterDraft
from daicho.documents.queries.letter_draft import letter_draft
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.payments.kinds import PaymentKind
from daicho.payments.queries.payment_detail import payment_detail

_TEXTS = {
    "customerpayment": (
        _("Receipt %(number)s from %(organization)s"),
        _(
            "%(greeting)s\n\nWe have received your payment with thanks. Please find the receipt attached.\n\n"
            "Payment number: %(number)s\nDate: %(date)s\nAmount: %(amount)s\n\n%(sender)s\n%(organization)s"
        ),
    ),
    "vendorpayment": (
        _("Payment advice %(number)s from %(organization)s"),
        _(
            "%(greeting)s\n\nWe have paid the following amount to you. Please find the details attached.\n\n"
            "Payment number: %(number)s\nDate: %(date)s\nAmount: %(amount)s\n\n%(sender)s\n%(organization)s"
        ),
    ),
}


def payment_mail(ctx: Ctx, *, kind: PaymentKind, payment_id: int) -> LetterDraft:
    """Return the letter to the contact's first person with an address, in the contact's language. Raises NotFound."""
    view = payment_detail(ctx, kind=kind, payment_id=payment_id)
    return letter_draft(
        ctx,
        contact_id=view.contact_id,
        number=view.number,
        texts=_TEXTS[kind.entity],
        values=lambda formats: {"date": formats.date(view.day), "amount": formats.money(view.amount)},
    )
