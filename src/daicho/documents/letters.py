"""What letters about documents and payments have in common: how they greet, what is checked, how they go out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from daicho.contacts.core.honorific import honorific
from daicho.contacts.queries._views import PersonView
from daicho.contacts.queries.contact_card import ContactCard
from daicho.documents.core.letter import LetterFields
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, missing
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.mail import Letter, send

_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_RECIPIENTS = 50


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A proposed letter. `persons` are those of the contact who have an address; `to` are the chosen ones.

    `files` are the names of what goes along besides the paper, `file_name` that of the paper.
    """

    to: Sequence[str]
    persons: Sequence[PersonView]
    subject: str
    body: str
    file_name: str
    sender_name: str
    sender_address: str
    files: Sequence[str]


def greeting(contact: ContactCard, person: PersonView | None, language: str) -> str:
    """Return how a letter in `language` begins; the language is active already."""
    name = contact.company_name or contact.name
    if language == "ja":
        people = f"\n{person.last_name} {person.first_name}".rstrip() + " 様" if person and person.last_name else ""
        return f"{name} {honorific(sub_type=contact.sub_type, has_person=bool(people))}".rstrip() + people
    called = f"{person.first_name} {person.last_name}".strip() if person else ""
    return gettext("Dear %(name)s,") % {"name": called or name}


def check_letter(letter: LetterFields) -> None:
    """Raise InvalidInput, naming what a letter lacks and every address that is none."""
    errors = []
    if not letter.to:
        errors.append(missing("to_mail_ids"))
    if not letter.subject.strip():
        errors.append(missing("subject"))
    for name, addresses in (("to_mail_ids", letter.to), ("cc_mail_ids", letter.cc), ("bcc_mail_ids", letter.bcc)):
        if len(addresses) > _RECIPIENTS or not all(_ADDRESS.fullmatch(address) for address in addresses):
            errors.append(FieldError(name, _("Invalid value passed for %(field)s"), {"field": name}))
    if "\n" in letter.subject or len(letter.subject) > 500:
        errors.append(FieldError("subject", _("Invalid value passed for %(field)s"), {"field": "subject"}))
    if errors:
        raise InvalidInput(errors)


def post_letter(ctx: Ctx, letter: LetterFields, *, entity: str, entity_id: int, files: Sequence[int]) -> int:
    """Queue the letter about a record with these stored files, each hidden recipient by itself; return its id."""
    message = Letter(
        to=letter.to,
        cc=letter.cc,
        subject=letter.subject.strip(),
        body=letter.body,
        sender_name=organization_profile(ctx).name,
        attachments=files,
        entity=entity,
        entity_id=entity_id,
    )
    mail_id = send(ctx, message)
    for address in letter.bcc:
        send(ctx, replace(message, to=[address], cc=()))
    return mail_id
