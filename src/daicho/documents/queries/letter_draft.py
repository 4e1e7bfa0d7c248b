"""The letter that a paper goes out with, ready to be changed."""

from collections.abc import Callable, Collection, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.letters import LetterDraft, greeting
from daicho.documents.queries._paper import paper_language
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats


def letter_draft(
    ctx: Ctx,
    *,
    contact_id: int,
    number: str,
    texts: tuple[str, str],
    values: Callable[[Formats], Mapping[str, str]],
    person_ids: Collection[int] = (),
) -> LetterDraft:
    """Return the letter in the contact's language, to these persons of theirs or to the first one with an address.

    `texts` are the msgids of subject and body. In them stand "number", "organization", "greeting", "sender", and what
    `values` says, which is asked with that language active. Raises NotFound.
    """
    contact, profile = contact_card(ctx, contact_id=contact_id), organization_profile(ctx)
    persons = [person for person in contact.persons if person.email]
    chosen = [person for person in persons if person.person_id in person_ids] or persons[:1]
    language = paper_language(contact.language_code)
    with override(language):
        told = {
            "number": number,
            "organization": profile.name,
            "greeting": greeting(contact, chosen[0] if chosen else None, language),
            "sender": ctx.actor.name,
            **values(Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)),
        }
        subject, body = (_(text) % told for text in texts)
    return LetterDraft(
        to=[person.email for person in chosen],
        persons=persons,
        subject=subject,
        body=body,
        file_name=f"{number}.pdf",
        sender_name=profile.name,
        sender_address=profile.email,
        files=(),
    )
