"""The letter that a delivery note goes out with, ready to be changed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.letters import LetterDraft, greeting
from daicho.documents.queries._paper import paper_language
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats
from daicho.sales.queries.shipment_detail import shipment_detail

_SUBJECT = gettext_noop("Delivery note %(number)s from %(organization)s")
_BODY = gettext_noop(
    "%(greeting)s\n\nYour goods are on their way. Please find our delivery note attached.\n\n"
    "Delivery note number: %(number)s\nShipment date: %(date)s\n%(way)s\n%(sender)s\n%(organization)s"
)


def delivery_letter(ctx: Ctx, *, shipment_id: int) -> LetterDraft:
    """Return the letter in the customer's language, with carrier, tracking number and expected day. Raises NotFound."""
    shipment = shipment_detail(ctx, shipment_id=shipment_id)
    contact, profile = contact_card(ctx, contact_id=shipment.customer_id), organization_profile(ctx)
    persons = [person for person in contact.persons if person.email]
    chosen = [person for person in persons if person.person_id in shipment.person_ids] or persons[:1]
    language = paper_language(contact.language_code)
    with override(language):
        formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
        way = (
            (_("Carrier"), shipment.carrier),
            (_("Tracking number"), shipment.tracking_number),
            (_("Expected delivery"), formats.date(shipment.expected_on)),
        )
        values = {
            "number": shipment.number,
            "organization": profile.name,
            "greeting": greeting(contact, chosen[0] if chosen else None, language),
            "date": formats.date(shipment.day),
            "way": "".join(f"{label}: {value}\n" for label, value in way if value),
            "sender": ctx.actor.name,
        }
        subject, body = _(_SUBJECT) % values, _(_BODY) % values
    return LetterDraft(
        to=[person.email for person in chosen],
        persons=persons,
        subject=subject,
        body=body,
        file_name=f"{shipment.number}.pdf",
        sender_name=profile.name,
        sender_address=profile.email,
        files=[],
    )
