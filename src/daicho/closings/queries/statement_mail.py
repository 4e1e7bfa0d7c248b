"""The letter that a closing statement goes out with, ready to be changed."""

from daicho.closings.queries.statement_detail import statement_detail
from daicho.documents.letters import LetterDraft
from daicho.documents.queries.letter_draft import letter_draft
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _

_TEXTS = (
    _("Closing statement %(number)s from %(organization)s"),
    _(
        "%(greeting)s\n\nThank you for your business. Please find our closing statement attached.\n\n"
        "Statement number: %(number)s\nClosing date: %(date)s\nAmount due: %(amount)s\nDue date: %(due)s\n\n"
        "%(sender)s\n%(organization)s"
    ),
)


def statement_mail(ctx: Ctx, *, statement_id: int) -> LetterDraft:
    """Return the letter to the customer's first person with an address, in the customer's language. Raises NotFound."""
    view = statement_detail(ctx, statement_id=statement_id)
    return letter_draft(
        ctx,
        contact_id=view.contact_id,
        number=view.number,
        texts=_TEXTS,
        values=lambda formats: {
            "date": formats.date(view.closing_date),
            "amount": formats.money(view.amount_due),
            "due": formats.date(view.due),
        },
    )
