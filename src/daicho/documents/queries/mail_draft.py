"""The letter that a document goes out with, ready to be changed."""

from dataclasses import dataclass

from django.utils.translation import override

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.core.kind import Kind
from daicho.documents.core.paper_style import filled
from daicho.documents.letters import LetterDraft, greeting
from daicho.documents.queries._letters import standard_letter
from daicho.documents.queries._paper import paper_language
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.preference import document_preference
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats


@dataclass(frozen=True, slots=True)
class MailDraft(LetterDraft):
    """A proposed letter about a document."""

    view: DocumentView


def mail_draft(ctx: Ctx, *, kind: Kind, document_id: int, purpose: str = "") -> MailDraft:
    """Return the letter in the language of the document's contact; `purpose` "reminder" asks for what is due.

    Raises NotFound.
    """
    letter = f"{kind.entity}.{purpose}" if purpose else kind.entity
    view = document_view(ctx, kind=kind, document_id=document_id, with_custom=False)
    contact = contact_card(ctx, contact_id=view.contact_id)
    profile = organization_profile(ctx)
    persons = [person for person in contact.persons if person.email]
    chosen = [person for person in persons if person.person_id in view.person_ids] or persons[:1]
    language = paper_language(contact.language_code)
    with override(language):
        formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
        values = {
            "number": view.number,
            "organization": profile.name,
            "greeting": greeting(contact, chosen[0] if chosen else None, language),
            "date": formats.date(view.date),
            "due": formats.date(view.due),
            "total": formats.money(view.total),
            "balance": formats.money(view.balance),
            "sender": ctx.actor.name,
        }
        chosen_letter = f"{language}.{purpose}" if purpose else language
        own = document_preference(ctx, kind=kind.entity).letters.get(chosen_letter, {})
        subject, body = (filled(own.get(part) or standard_letter(letter)[part], values) for part in ("subject", "body"))
    return MailDraft(
        to=[person.email for person in chosen],
        persons=persons,
        subject=subject,
        body=body,
        file_name=f"{view.number}.pdf",
        sender_name=profile.name,
        sender_address=profile.email,
        view=view,
        files=[kept.name for kept in view.attachments if kept.goes_with_mail],
    )
