"""The list of contacts."""

from django.utils.translation import gettext_lazy as _

from daicho.contacts.commands.delete_contact import delete_contact
from daicho.contacts.commands.set_contacts_active import set_contacts_active
from daicho.contacts.labels import terms_label
from daicho.contacts.queries.contact_list import CONTACTS as LISTING
from daicho.contacts.queries.contact_list import ContactRow, contact_list
from daicho.contacts.web.words import KINDS, REGISTRATIONS, kind_badge, registration_badge, status_badge
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage


def person_name(row: ContactRow) -> str:
    """Return the name of the primary person: the family name first where it is written in Japanese."""
    names = (row.last_name, row.first_name) if row.language_code == "ja" else (row.first_name, row.last_name)
    return " ".join(name for name in names if name)


def _activate(ctx: Ctx, contact_id: int) -> None:
    set_contacts_active(ctx, contact_ids=[contact_id], active=True)


def _deactivate(ctx: Ctx, contact_id: int) -> None:
    set_contacts_active(ctx, contact_ids=[contact_id], active=False)


CONTACTS: ListPage[ContactRow] = ListPage(
    name="contacts",
    title=_("Contacts"),
    permission="contacts.view",
    listing=LISTING,
    rows=contact_list,
    columns=(
        Column("contact_name", _("Name"), lambda row: row.name, sort="contact_name", main=True),
        Column("contact_type", _("Contact type"), lambda row: kind_badge(row.contact_type)),
        Column("name_kana", _("Reading"), lambda row: row.name_kana, shown=False),
        Column("company_name", _("Company"), lambda row: row.company_name, sort="company_name", shown=False),
        Column("contact_number", _("Number"), lambda row: row.contact_number, sort="contact_number", shown=False),
        Column("person", _("Contact person"), person_name),
        Column("email", _("Email"), lambda row: row.email, sort="email"),
        Column("phone", _("Phone"), lambda row: row.phone or row.mobile),
        Column(
            "payment_terms",
            _("Payment terms"),
            lambda row: terms_label(row.payment_terms_code, row.payment_terms_label),
            shown=False,
        ),
        Column(
            "outstanding_receivable_amount",
            _("Receivables"),
            lambda row: Money(row.open_amounts.receivable, row.currency_code),
            align="end",
            sort="outstanding_receivable_amount",
        ),
        Column(
            "outstanding_payable_amount",
            _("Payables"),
            lambda row: Money(row.open_amounts.payable, row.currency_code),
            align="end",
            sort="outstanding_payable_amount",
        ),
        Column("currency_code", _("Currency"), lambda row: row.currency_code, shown=False),
        Column(
            "tax_registration_number", _("Registration number"), lambda row: row.tax_registration_number, shown=False
        ),
        Column(
            "tax_registration_status",
            _("Registration"),
            lambda row: registration_badge(row.tax_registration_status),
            shown=False,
        ),
        Column("status", _("Status"), lambda row: status_badge(active=row.is_active)),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
        Column(
            "last_modified_time", _("Modified"), lambda row: row.modified_at, sort="last_modified_time", shown=False
        ),
    ),
    row_id=lambda row: row.contact_id,
    detail="contact",
    detail_key="contact_id",
    entities=("contact",),
    empty=Empty(
        _("No contacts yet"),
        _("Customers and vendors live here, the same in both applications. Begin with one."),
        icon="users",
    ),
    views=(
        BuiltInView("customers", _("Customers"), parameters={"contact_type": "customer"}),
        BuiltInView("vendors", _("Vendors"), parameters={"contact_type": "vendor"}),
        BuiltInView("active", _("Active"), filter_by="Status.Active"),
        BuiltInView("inactive", _("Inactive"), filter_by="Status.Inactive"),
        BuiltInView("duplicates", _("Possible duplicates"), filter_by="Status.Duplicate"),
        BuiltInView("portal", _("With portal"), filter_by="Status.PortalEnabled"),
        BuiltInView(
            "unknown_registration",
            _("Registration to be checked"),
            parameters={"contact_type": "vendor", "tax_registration_status": "unknown"},
        ),
    ),
    chips=(
        Chip("contact_name", _("Name")),
        Chip("contact_type", _("Contact type"), choices=tuple(KINDS.items())),
        Chip("status", _("Status"), choices=(("active", _("Active")), ("inactive", _("Inactive")))),
        Chip("company_name", _("Company")),
        Chip("email", _("Email")),
        Chip("phone", _("Phone")),
        Chip("address", _("Address")),
        Chip("tax_registration_status", _("Registration"), choices=tuple(REGISTRATIONS.items())),
        Chip("created_time", _("Created")),
    ),
    bulk=(
        BulkAction(
            "activate", _("Mark as active"), "contacts.edit", _activate, _("%(count)s made active."), icon="check"
        ),
        BulkAction(
            "deactivate",
            _("Mark as inactive"),
            "contacts.edit",
            _deactivate,
            _("%(count)s made inactive."),
            icon="eye-off",
        ),
        BulkAction(
            "delete",
            _("Delete"),
            "contacts.delete",
            lambda ctx, contact_id: delete_contact(ctx, contact_id=contact_id),
            _("%(count)s deleted."),
            icon="trash",
            confirm=_("Delete the ticked contacts? Those with transactions stay."),
            danger=True,
        ),
    ),
    create="contact_create",
    create_label=_("New contact"),
    create_permission="contacts.create",
    imports="contacts_import",
    imports_permission="exchange.create",
    muted=lambda row: not row.is_active,
    icon="users",
)
