"""A small module made of the machinery alone, as a package would make it: notes are contacts by another name."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse

from daicho.contacts.commands.create_contact import create_contact
from daicho.contacts.commands.delete_contact import delete_contact
from daicho.contacts.commands.update_contact import update_contact
from daicho.contacts.queries.contact_choices import contact_choices
from daicho.contacts.queries.contact_detail import contact_detail
from daicho.contacts.queries.contact_list import CONTACTS, contact_list
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import Quantity
from daicho.kernel.money import Money
from daicho.platform.web.cells import Badge
from daicho.platform.web.detail import Action, Detail, Step, Tab, action_page, render_detail
from daicho.platform.web.fields import CreateInPlace, DateField, ExactNumberField, Option, RemoteChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, Section, choices_page, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.notes import note_pages, record_notes
from daicho.platform.web.page import Page, PageRequest, page_url


def refuse_some(ctx: Any, sample_id: int) -> None:
    """Delete a contact, but none that is called "Keep"."""
    if contact_detail(ctx, contact_id=sample_id).name.startswith("Keep"):
        raise RuleBroken(4199, "This one is kept.")
    delete_contact(ctx, contact_id=sample_id)


SAMPLES = ListPage(
    name="samples",
    title="Samples",
    permission="contacts.view",
    listing=CONTACTS,
    rows=contact_list,
    columns=(
        Column("name", "Name", lambda row: row.name, sort="contact_name", main=True),
        Column("company", "Company", lambda row: row.company_name, sort="company_name"),
        Column("status", "Status", lambda row: Badge("Active", "green") if row.is_active else Badge("Inactive")),
        Column("number", "Quantity", lambda row: Quantity.of(1200), align="end"),
        Column("due", "Open", lambda row: Money(1234567, "JPY"), align="end"),
        Column("created", "Created", lambda row: row.created_at, sort="created_time", shown=False),
    ),
    row_id=lambda row: row.contact_id,
    detail="sample",
    detail_key="sample_id",
    entities=("contact",),
    empty=Empty("No samples yet", "Samples show what the machinery can do.", icon="users"),
    views=(
        BuiltInView("customers", "Customers", filter_by="ContactType.Customers"),
        BuiltInView("vendors", "Vendors", filter_by="ContactType.Vendors"),
    ),
    chips=(
        Chip("contact_name", "Name"),
        Chip("contact_type", "Kind", choices=(("customer", "Customer"), ("vendor", "Vendor"))),
        Chip("created_time", "Created"),
    ),
    bulk=(
        BulkAction(
            "delete",
            "Delete",
            "contacts.delete",
            refuse_some,
            "%(count)s deleted.",
            icon="trash",
            danger=True,
            confirm="Delete them?",
        ),
    ),
    create="sample_create",
    create_label="New sample",
    create_permission="contacts.create",
    totals=lambda ctx, criteria: {"due": Money(7, "JPY")},
    muted=lambda row: not row.is_active,
)


class SampleForm(DaichoForm):
    """A form with one field of every kind."""

    sections = (
        Section("Sample", ("contact_name", ("company_name", "contact_type"), ("amount", "day"), "parent_id")),
        Section("More", ("notes",), text="Only if you like.", folded=True),
    )
    contact_name = forms.CharField(label="Name", max_length=200, help_text="As it stands on documents.")
    company_name = forms.CharField(label="Company", required=False)
    contact_type = forms.ChoiceField(label="Kind", choices=(("customer", "Customer"), ("vendor", "Vendor")))
    amount = ExactNumberField(label="Amount", required=False, places=2, minimum=0)
    day = DateField(label="Day", required=False)
    parent_id = RemoteChoiceField(
        label="Parent",
        required=False,
        choices_page="sample_choices",
        resolve=lambda ctx, value: contact_detail(ctx, contact_id=value).name,
        create=CreateInPlace("sample_create", "contacts.create", "New sample", {"contact_type": "vendor"}),
    )
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea)


SAVED = ("contact_name", "company_name", "contact_type", "notes")


def sample_create(request: PageRequest) -> HttpResponse:
    form = SampleForm(
        request.ctx, request.POST or None, initial={"contact_type": request.GET.get("contact_type", "customer")}
    )
    return handle_form(
        request,
        form,
        Editing(
            title="New sample",
            save=lambda: create_contact(request.ctx, fields={name: form.cleaned_data[name] for name in SAVED}),
            url=lambda sample_id: page_url(request.ctx, "sample", sample_id=sample_id),
            message="The sample has been created.",
            cancel_url=page_url(request.ctx, "samples"),
            option=lambda sample_id: Option(sample_id, form.cleaned_data["contact_name"]),
        ),
    )


def sample_edit(request: PageRequest, sample_id: int) -> HttpResponse:
    contact = contact_detail(request.ctx, contact_id=sample_id)
    initial = {
        "contact_name": contact.name,
        "company_name": contact.company_name,
        "contact_type": contact.contact_type,
        "amount": Decimal("1.50"),
    }
    form = SampleForm(request.ctx, request.POST or None, initial=initial)
    here = page_url(request.ctx, "sample", sample_id=sample_id)
    return handle_form(
        request,
        form,
        Editing(
            title="Edit sample",
            save=lambda: update_contact(
                request.ctx,
                contact_id=sample_id,
                fields={name: value for name, value in form.changed_fields().items() if name in SAVED},
            ),
            url=lambda _result: here,
            message="The sample has been changed.",
            cancel_url=here,
            entity="contact",
            entity_id=sample_id,
        ),
    )


def sample(request: PageRequest, sample_id: int) -> HttpResponse:
    contact = contact_detail(request.ctx, contact_id=sample_id)
    delete = page_url(request.ctx, "sample_delete", sample_id=sample_id)

    def history() -> dict[str, object]:
        return {"history": record_history(request.ctx, request.formats, "contact", sample_id)}

    detail = Detail(
        title=contact.name,
        subtitle=contact.company_name,
        list_page="samples",
        list_label="Samples",
        entity="contact",
        entity_id=sample_id,
        badges=(Badge("Active", "green"),),
        edit_url=page_url(request.ctx, "sample_edit", sample_id=sample_id),
        primary=Action("New order", page_url(request.ctx, "sample_create"), icon="plus", method="get"),
        actions=(Action("Delete", delete, icon="trash", danger=True, confirm="Delete this sample?"),),
        tabs=(
            Tab("overview", "Overview", "samples/_overview.html"),
            Tab("history", "History", "detail/_history.html", more=history),
        ),
        path=(
            Step("Estimate"),
            Step("Order", "SO-00001", "", Badge("Open", "blue"), "2026/11/24", current=True),
            Step("Invoice"),
        ),
        notes=record_notes(request, "sample", "contact", sample_id, "sample_id", may_edit=True),
    )
    return render_detail(request, detail, context={"contact": contact})


PAGES: list[Page] = [
    *list_pages(SAMPLES, "samples/"),
    Page("samples/new/", "sample_create", "contacts.view", sample_create, "contacts.create"),
    choices_page(
        "samples/choices/",
        "sample_choices",
        "contacts.view",
        lambda ctx, text, query: [
            Option(row.contact_id, row.name, row.email) for row in contact_choices(ctx, text=text)
        ],
    ),
    Page("samples/<id:sample_id>/", "sample", "contacts.view", sample),
    Page("samples/<id:sample_id>/edit/", "sample_edit", "contacts.view", sample_edit, "contacts.edit"),
    action_page(
        "samples/<id:sample_id>/delete/",
        "sample_delete",
        "contacts.view",
        "contacts.delete",
        refuse_some,
        message="The sample has been deleted.",
        then="samples",
        keep=False,
    ),
    *note_pages(
        "samples/<id:sample_id>/",
        "sample",
        "sample_id",
        "contact",
        "contacts.view",
        "contacts.edit",
        lambda ctx, sample_id: contact_detail(ctx, contact_id=sample_id),
    ),
]
