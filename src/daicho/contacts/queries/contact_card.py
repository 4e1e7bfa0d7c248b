"""What documents copy from a contact."""

from dataclasses import dataclass

from daicho.contacts.core.honorific import honorific
from daicho.contacts.core.registration import Registration
from daicho.contacts.core.terms import PaymentTerms, terms_from_code
from daicho.contacts.models import Contact
from daicho.contacts.queries._views import AddressView, PersonView, addresses_of, persons_of
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.memory import lasting


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact as a document needs it.

    `honorific` stands behind `name` in Japanese letters (御中, 様). `tax_rounding` and `price_mode` are empty where
    the organisation's preference holds, `tax_unit` is "statement" where the closing statement is the qualified invoice;
    `tax_id` is the tax that lines begin with. `credit_limit_minor` is in minor units of `currency_code`. `persons`
    begins with the primary one. Addresses are empty where there is none.
    """

    contact_id: int
    contact_type: str
    name: str
    name_kana: str
    company_name: str
    sub_type: str
    honorific: str
    is_active: bool
    language_code: str
    currency_code: str
    payment_terms_code: str
    payment_terms_label: str
    tax_treatment: str
    is_taxable: bool
    tax_id: int | None
    tax_rounding: str
    price_mode: str
    tax_unit: str
    registration: Registration
    price_list_id: int | None
    owner_id: int | None
    credit_limit_minor: int | None
    billing_address: AddressView
    shipping_address: AddressView
    persons: tuple[PersonView, ...]

    @property
    def payment_terms(self) -> PaymentTerms:
        """The payment terms; `core.terms.due_date` makes the due date of them."""
        return terms_from_code(self.payment_terms_code) or PaymentTerms("net")

    @property
    def email(self) -> str:
        """The primary person's address, empty where there is none."""
        return self.persons[0].email if self.persons else ""


@lasting
def contact_card(ctx: Ctx, *, contact_id: int, with_persons: bool = True) -> ContactCard:
    """Return the card of a contact; three statements, two without persons. Raises NotFound."""
    del ctx  # the organisation is in scope
    row = Contact.objects.filter(id=contact_id, merged_into=None).first()
    if row is None:
        raise NotFound(_("Contact does not exist."))
    addresses = {view.role: view for view in reversed(addresses_of([contact_id]).get(contact_id, []))}
    persons = tuple(persons_of([contact_id]).get(contact_id, ())) if with_persons else ()
    billing = addresses.get("billing", AddressView())
    return ContactCard(
        contact_id=row.id,
        honorific=honorific(sub_type=row.sub_type, has_person=bool(billing.attention)),
        tax_treatment=row.details.get("tax_treatment", ""),
        registration=Registration(
            row.tax_registration_number, row.tax_registration_status, row.tax_registered_from, row.tax_registered_to
        ),
        billing_address=billing,
        shipping_address=addresses.get("shipping", AddressView()),
        persons=persons,
        **{name: getattr(row, name) for name in _SAME},
    )


_SAME = (
    "contact_type", "name", "name_kana", "company_name", "sub_type", "is_active", "language_code", "currency_code",
    "payment_terms_code", "payment_terms_label", "is_taxable", "tax_id", "tax_rounding", "price_mode", "tax_unit",
    "price_list_id", "owner_id", "credit_limit_minor",
)  # fmt: skip
