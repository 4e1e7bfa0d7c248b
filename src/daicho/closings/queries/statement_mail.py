"""The letter that a closing statement goes out with, ready to be changed."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from daicho.closings.queries.statement_detail import statement_detail
from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.letters import LetterDraft, greeting
from daicho.documents.queries._paper import paper_language
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats


def statement_mail(ctx: Ctx, *, statement_id: int) -> LetterDraft:
    """Return the letter to the customer's first person with an address, in the customer's language. Raises NotFound."""
    view = statement_detail(ctx, statement_id=statement_id)
    contact, profile = contact_card(ctx, contact_id=view.contact_id), organization_profile(ctx)
    persons = [person for person in contact.persons if person.email]
    language = paper_language(contact.language_code)
    with override(language):
        formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
        values = {
            "number": view.number,
            "organization": profile.name,
            "greeting": greeting(contact, persons[0] if persons else None, language),
            "date": formats.date(view.closing_date),
            "amount": formats.money(view.amount_due),
            "due": formats.date(view.due),
            "sender": ctx.actor.name,
        }
        subject = _("Closing statement %(number)s from %(organization)s") % values
        body = (
            _(
                "%(greeting)s\n\nThank you for your business. Please find our closing statement attached.\n\n"
                "Statement number: %(number)s\nClosing date: %(date)s\nAmount due: %(amount)s\nDue date: %(due)s\n\n"
                "%(sender)s\n%(organization)s"
            )
            % values
        )
    return LetterDraft(
        to=[person.email for person in persons[:1]],
        persons=persons,
        subject=subject,
        body=body,
        file_name=f"{view.number}.pdf",
        sender_name=profile.name,
        sender_address=profile.email,
        files=(),
    )
