"""The letter that a receipt or payment advice goes out with, ready to be changed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.letters import LetterDraft, greeting
from daicho.documents.queries._paper import paper_language
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.payments.kinds import PaymentKind
from daicho.payments.queries.payment_detail import payment_detail
from daicho.platform.web.format import Formats

_SUBJECTS = {
    "customerpayment": gettext_noop("Receipt %(number)s from %(organization)s"),
    "vendorpayment": gettext_noop("Payment advice %(number)s from %(organization)s"),
}
_BODIES = {
    "customerpayment": gettext_noop(
        "%(greeting)s\n\nWe have received your payment with thanks. Please find the receipt attached.\n\n"
        "Payment number: %(number)s\nDate: %(date)s\nAmount: %(amount)s\n\n%(sender)s\n%(organization)s"
    ),
    "vendorpayment": gettext_noop(
        "%(greeting)s\n\nWe have paid the following amount to you. Please find the details attached.\n\n"
        "Payment number: %(number)s\nDate: %(date)s\nAmount: %(amount)s\n\n%(sender)s\n%(organization)s"
    ),
}


def payment_mail(ctx: Ctx, *, kind: PaymentKind, payment_id: int) -> LetterDraft:
    """Return the letter to the contact's first person with an address, in the contact's language. Raises NotFound."""
    view = payment_detail(ctx, kind=kind, payment_id=payment_id)
    contact, profile = contact_card(ctx, contact_id=view.contact_id), organization_profile(ctx)
    persons = [person for person in contact.persons if person.email]
    language = paper_language(contact.language_code)
    with override(language):
        formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
        values = {
            "number": view.number,
            "organization": profile.name,
            "greeting": greeting(contact, persons[0] if persons else None, language),
            "date": formats.date(view.day),
            "amount": formats.money(view.amount),
            "sender": ctx.actor.name,
        }
        subject, body = _(_SUBJECTS[kind.entity]) % values, _(_BODIES[kind.entity]) % values
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
