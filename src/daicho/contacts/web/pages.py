"""The pages of contacts."""

from collections.abc import Mapping
from uuid import uuid4

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.contacts.commands.create_contact import create_contact
from daicho.contacts.commands.delete_contact import delete_contact
from daicho.contacts.commands.set_contacts_active import set_contacts_active
from daicho.contacts.commands.update_contact import update_contact
from daicho.contacts.core.contact import CONTACT_TYPES
from daicho.contacts.queries.contact_choices import contact_choices
from daicho.contacts.queries.contact_detail import contact_detail
from daicho.contacts.web.address import address_create_page, address_delete_page, address_edit_page
from daicho.contacts.web.detail import contact_page
from daicho.contacts.web.forms import ContactForm
from daicho.contacts.web.lists import CONTACTS
from daicho.contacts.web.mail import contact_email_page, statement_pdf_page
from daicho.contacts.web.merge import contact_merge_page
from daicho.contacts.web.rows import PersonRow
from daicho.contacts.web.words import KINDS
from daicho.kernel.context import Ctx
from daicho.platform.web.detail import action_page
from daicho.platform.web.fields import Option, as_id
from daicho.platform.web.forms import Editing, choices_page, handle_form
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.notes import note_pages
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page
from daicho.taxes.queries.taxes import tax_choices

_PERSONS = "contacts/_persons.html"


def contact_create_page(request: PageRequest) -> HttpResponse:
    """Make a contact; `?contact_type=vendor` begins with a vendor, `?panel=1` shows the form in a side panel."""
    ctx = request.ctx
    kind = request.GET.get("contact_type", "")
    initial = {"contact_type": kind} if kind in CONTACT_TYPES else {}
    form = ContactForm(ctx, request.POST if request.method == "POST" else None, request.FILES or None, initial=initial)
    editing = Editing(
        title=_("New vendor") if kind == "vendor" else _("New customer") if kind == "customer" else _("New contact"),
        save=lambda: create_contact(ctx, fields=form.given()),
        url=lambda contact_id: page_url(ctx, "contact", contact_id=contact_id),
        message=_("The contact has been created."),
        cancel_url=page_url(ctx, "contacts"),
        option=lambda contact_id: Option(contact_id, form.cleaned_data["contact_name"]),
        more=_PERSONS,
    )
    return handle_form(request, form, editing)


def contact_edit_page(request: PageRequest, contact_id: int) -> HttpResponse:
    """Change a contact."""
    ctx = request.ctx
    contact = contact_detail(ctx, contact_id=contact_id)
    data = request.POST if request.method == "POST" else None
    form = ContactForm(ctx, data, request.FILES or None, contact=contact)
    here = page_url(ctx, "contact", contact_id=contact_id)
    editing = Editing(
        title=contact.name,
        save=lambda: update_contact(ctx, contact_id=contact_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The contact has been updated."),
        cancel_url=here,
        entity="contact",
        entity_id=contact_id,
        more=_PERSONS,
    )
    return handle_form(request, form, editing)


def person_row_page(request: PageRequest) -> HttpResponse:
    """Answer with an empty row for one more person."""
    row = PersonRow(request.ctx, f"n{uuid4().hex[:12]}")
    return render_page(request, "contacts/_person.html", {"row": row})


def _choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    kind = query.get("kind", "") if query.get("kind") in CONTACT_TYPES else ""
    without = as_id(query.get("without", ""))
    found = contact_choices(ctx, kind=kind, text=text)
    return [
        Option(row.contact_id, row.name, row.email if kind else f"{KINDS[row.contact_type]} {row.email}".strip())
        for row in found
        if row.contact_id != without
    ]


def _tax_choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    del query
    found = [tax for tax in tax_choices(ctx) if text.casefold() in tax.name.casefold()]
    return [Option(tax.tax_id, tax.name) for tax in found]


def _set_active(ctx: Ctx, contact_id: int) -> None:
    set_contacts_active(ctx, contact_ids=[contact_id], active=True)


def _set_inactive(ctx: Ctx, contact_id: int) -> None:
    set_contacts_active(ctx, contact_ids=[contact_id], active=False)


_CONTACT = "contacts/<id:contact_id>/"
VIEW, CREATE, EDIT, DELETE = "contacts.view", "contacts.create", "contacts.edit", "contacts.delete"

PAGES: list[Page] = [
    *list_pages(CONTACTS, "contacts/"),
    Page("contacts/new/", "contact_create", CREATE, contact_create_page, CREATE),
    Page("contacts/person/", "contact_person_row", VIEW, person_row_page, followed=False),
    choices_page("contacts/choices/", "contact_choices", VIEW, _choices),
    choices_page("contacts/taxes/", "contact_tax_choices", VIEW, _tax_choices),
    Page(_CONTACT, "contact", VIEW, contact_page),
    Page(f"{_CONTACT}edit/", "contact_edit", EDIT, contact_edit_page, EDIT),
    Page(f"{_CONTACT}merge/", "contact_merge", DELETE, contact_merge_page, EDIT),
    Page(f"{_CONTACT}email/", "contact_email", EDIT, contact_email_page, EDIT),
    Page(f"{_CONTACT}statement.pdf", "contact_statement_pdf", VIEW, statement_pdf_page, followed=False),
    Page(f"{_CONTACT}addresses/new/", "contact_address_create", EDIT, address_create_page, EDIT),
    Page(f"{_CONTACT}addresses/<id:address_id>/", "contact_address_edit", EDIT, address_edit_page, EDIT),
    Page(f"{_CONTACT}addresses/<id:address_id>/delete/", "contact_address_delete", VIEW, address_delete_page, EDIT),
    action_page(
        f"{_CONTACT}activate/",
        "contact_activate",
        VIEW,
        EDIT,
        _set_active,
        message=_("The contact has been marked as active."),
        then="contact",
        undo="contact_deactivate",
    ),
    action_page(
        f"{_CONTACT}deactivate/",
        "contact_deactivate",
        VIEW,
        EDIT,
        _set_inactive,
        message=_("The contact has been marked as inactive."),
        then="contact",
        undo="contact_activate",
    ),
    action_page(
        f"{_CONTACT}delete/",
        "contact_delete",
        VIEW,
        DELETE,
        lambda ctx, contact_id: delete_contact(ctx, contact_id=contact_id),
        message=_("The contact has been deleted."),
        then="contacts",
        keep=False,
    ),
    *note_pages(_CONTACT, "contact", "contact_id", "contact", VIEW, EDIT, contact_detail),
]
