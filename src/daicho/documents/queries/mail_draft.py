"""The letter that a document goes out with, ready to be changed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.core.kind import Kind
from daicho.documents.core.paper_style import PLACEHOLDERS, filled
from daicho.documents.letters import LetterDraft, greeting
from daicho.documents.queries._paper import paper_language
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.preference import document_preference
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats

_SUBJECTS = {
    "salesorder": gettext_noop("Sales order %(number)s from %(organization)s"),
    "purchaseorder": gettext_noop("Purchase order %(number)s from %(organization)s"),
    "invoice.reminder": gettext_noop("Reminder: invoice %(number)s from %(organization)s"),
    "estimate": gettext_noop("Estimate %(number)s from %(organization)s"),
    "invoice": gettext_noop("Invoice %(number)s from %(organization)s"),
    "creditnote": gettext_noop("Credit note %(number)s from %(organization)s"),
    "bill": gettext_noop("Your bill %(number)s"),
    "vendorcredit": gettext_noop("Vendor credit %(number)s"),
}
_BODIES = {
    "salesorder": gettext_noop(
        "%(greeting)s\n\nThank you for your order. Please find our confirmation attached.\n\n"
        "Order number: %(number)s\nOrder date: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
    "purchaseorder": gettext_noop(
        "%(greeting)s\n\nPlease find our purchase order attached.\n\n"
        "Order number: %(number)s\nOrder date: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
    "invoice.reminder": gettext_noop(
        "%(greeting)s\n\nWe have not received your payment of the attached invoice yet. Should you have paid "
        "meanwhile, please ignore this letter.\n\nInvoice number: %(number)s\nDue date: %(due)s\n"
        "Balance due: %(balance)s\n\n%(sender)s\n%(organization)s"
    ),
    "estimate": gettext_noop(
        "%(greeting)s\n\nPlease find our estimate attached.\n\n"
        "Estimate number: %(number)s\nDate: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
    "creditnote": gettext_noop(
        "%(greeting)s\n\nPlease find our credit note attached.\n\n"
        "Credit note number: %(number)s\nDate: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
    "invoice": gettext_noop(
        "%(greeting)s\n\nThank you for your business. Please find our invoice attached.\n\n"
        "Invoice number: %(number)s\nInvoice date: %(date)s\nTotal: %(total)s\nDue date: %(due)s\n\n"
        "%(sender)s\n%(organization)s"
    ),
    "bill": gettext_noop(
        "%(greeting)s\n\nPlease find attached how we booked your bill.\n\n"
        "Bill number: %(number)s\nBill date: %(date)s\nTotal: %(total)s\nDue date: %(due)s\n\n"
        "%(sender)s\n%(organization)s"
    ),
    "vendorcredit": gettext_noop(
        "%(greeting)s\n\nPlease find attached what we expect to be credited with.\n\n"
        "Number: %(number)s\nDate: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
}


def standard_letter(name: str) -> dict[str, str]:
    """Return subject and body of a letter ("invoice", "invoice.reminder") in the active language, with placeholders."""
    braced = {placeholder: f"{{{placeholder}}}" for placeholder in PLACEHOLDERS}
    return {"subject": _(_SUBJECTS[name]) % braced, "body": _(_BODIES[name]) % braced}


def letter_names(kind: Kind) -> list[str]:
    """Return the letters that documents of `kind` go out with, the usual one first."""
    return sorted(name for name in _SUBJECTS if name.split(".")[0] == kind.entity)


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
