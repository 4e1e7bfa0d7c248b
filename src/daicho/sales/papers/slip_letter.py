"""The letter that a paper about goods goes out with, ready to be changed."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.letters import LetterDraft, greeting
from daicho.documents.queries._paper import paper_language
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats


def slip_letter(
    ctx: Ctx,
    *,
    contact_id: int,
    texts: tuple[str, str],
    number: str,
    day: date,
    way: Collection[tuple[str, str | date | None]] = (),
    person_ids: Collection[int] = (),
) -> LetterDraft:
    """Return the letter in the customer's language, to these persons of theirs or to the first one.

    `texts` are the msgids of subject and body; %(way)s becomes a line for each of `way`: a msgid and what it says.
    Raises NotFound.
    """
    contact, profile = contact_card(ctx, contact_id=contact_id), organization_profile(ctx)
    persons = [person for person in contact.persons if person.email]
    chosen = [person for person in persons if person.person_id in person_ids] or persons[:1]
    language = paper_language(contact.language_code)
    with override(language):
        formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
        told = ((_(label), formats.date(value) if isinstance(value, date) else value) for label, value in way)
        values = {
            "number": number,
            "organization": profile.name,
            "greeting": greeting(contact, chosen[0] if chosen else None, language),
            "date": formats.date(day),
            "way": "".join(f"{label}: {value}\n" for label, value in told if value),
            "sender": ctx.actor.name,
        }
        subject, body = (_(text) % values for text in texts)
    return LetterDraft(
        to=[person.email for person in chosen],
        persons=persons,
        subject=subject,
        body=body,
        file_name=f"{number}.pdf",
        sender_name=profile.name,
        sender_address=profile.email,
        files=[],
    )
