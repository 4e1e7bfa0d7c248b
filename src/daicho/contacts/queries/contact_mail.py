"""Prefilled mail to a contact."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from daicho.contacts.core.honorific import PERSON
from daicho.contacts.core.statement import Statement
from daicho.contacts.queries._views import PersonView
from daicho.contacts.queries.contact_card import ContactCard, contact_card
from daicho.contacts.queries.contact_statement import contact_statement
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats


@dataclass(frozen=True, slots=True)
class ContactMail:
    """A mail that is ready to be sent, in the contact's language; `to` are the persons it can go to.

    `file_name` is the statement from `start` to `end` that goes with it (`statement_file`); empty for none.
    """

    contact_id: int
    subject: str
    body: str
    to: tuple[PersonView, ...]
    sender_name: str
    sender_address: str
    file_name: str = ""
    start: date | None = None
    end: date | None = None


def contact_mail(
    ctx: Ctx, *, contact_id: int, with_statement: bool = False, start: date | None = None, end: date | None = None
) -> ContactMail:
    """Return the mail to begin with, or that of the period's statement. Raises NotFound, InvalidInput."""
    card, profile = contact_card(ctx, contact_id=contact_id), organization_profile(ctx)
    statement = contact_statement(ctx, contact_id=contact_id, start=start, end=end) if with_statement else None
    formats = Formats.of(ctx, profile.date_format)
    with override("ja" if card.language_code == "ja" else "en"):
        texts = {
            "addressee": _addressee(card),
            "organization": profile.name,
            "statement": _shown(statement, formats) if statement else None,
        }
        subject = gettext(_("Statement of transactions from %(name)s") if statement else _("From %(name)s"))
        return ContactMail(
            contact_id=contact_id,
            subject=subject % {"name": profile.name},
            body=render_to_string("contacts/mail/contact.txt", texts).strip() + "\n",
            to=tuple(person for person in card.persons if person.email),
            sender_name=profile.name,
            sender_address=settings.DEFAULT_FROM_EMAIL,
            file_name=f"statement_{statement.end.isoformat()}.pdf" if statement else "",
            start=statement.start if statement else None,
            end=statement.end if statement else None,
        )


def _addressee(card: ContactCard) -> str:
    """Return how the letter begins: the firm, and the person with 様 or, without one, the firm with 御中."""
    person = card.persons[0] if card.persons else None
    japanese = card.language_code == "ja"
    names = [person.last_name, person.first_name] if person and japanese else []
    names = [person.first_name, person.last_name] if person and not japanese else names
    full_name = " ".join(name for name in names if name)
    if not japanese:
        return full_name or card.name
    if card.sub_type == "individual":
        return f"{full_name or card.name} {PERSON}"
    return f"{card.name}\n{full_name} {PERSON}" if full_name else f"{card.name} {card.honorific}".strip()


def _shown(statement: Statement, formats: Formats) -> dict[str, object]:
    def money(minor: int) -> str:
        return formats.money(Money(minor, statement.currency_code))

    return {
        "start": formats.date(statement.start),
        "end": formats.date(statement.end),
        "opening": money(statement.opening),
        "closing": money(statement.closing),
        "lines": [
            {
                "day": formats.date(line.transaction.day),
                "kind": gettext(line.transaction.kind),
                "number": line.transaction.number,
                "amount": money(line.amount),
                "balance": money(line.balance),
            }
            for line in statement.lines
        ],
    }
