"""Making and editing a document."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_card import item_card
from daicho.contacts.queries.contact_names import contact_names
from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import EDITABLE, Action, State
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.choices import choices
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.preference import PreferenceView, document_preference
from daicho.documents.web.face import WebFace
from daicho.documents.web.forms import DocumentForm, Offered
from daicho.documents.web.lines import Names
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop
from daicho.ledger.queries.accounts import account_choices
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.platform.web.custom_fields import empty_fields
from daicho.platform.web.fields import as_id
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.rows import sent_ids
from daicho.taxes.queries.tax_definitions import tax_definitions

_TEMPLATE, _LINES = "documents/form.html", "documents/_lines.html"
_SAME = (
    "contact_id", "number", "reference", "date", "due", "currency_code", "is_inclusive_tax", "salesperson_name",
    "delivery_method", "attention", "discount", "adjustment_description", "notes", "terms", "template",
)  # fmt: skip


def create_page(request: PageRequest, face: WebFace) -> HttpResponse:
    """Make a document; the address may name the contact (?customer_id=…, ?vendor_id=…)."""
    ctx = request.ctx
    data = request.POST if request.method == "POST" else None
    preference = document_preference(ctx, kind=face.kind.entity)
    beginning = _beginning(request, face, preference)
    offered = _offered(ctx, face, data, None, beginning, empty_fields(ctx, face.kind.entity))
    form = DocumentForm(ctx, face, offered, data, request.FILES or None)
    labels = face.labels
    buttons: list[tuple[str, Any]] = []
    if face.may(ctx, "edit") and preference.approval == "none":
        buttons = [("open", labels.save_and_open[str(ctx.application)]), ("send", _("Save and send"))]
    elif face.may(ctx, "edit"):
        buttons = [("submit", _("Save and submit for approval"))]
    editing = Editing(
        title=labels.new,
        save=lambda: _create(request, face, form),
        url=lambda document_id: _next_url(request, face, document_id),
        message=labels.created,
        cancel_url=page_url(ctx, face.list_name),
        submit=_("Save as draft"),
        buttons=tuple(buttons),
        template=_TEMPLATE,
        more=_LINES,
        context={"face": face},
    )
    return handle_form(request, form, editing)


def edit_page(request: PageRequest, face: WebFace, document_id: int) -> HttpResponse:
    """Change a document. Raises RuleBroken where its state forbids it."""
    ctx = request.ctx
    view = document_view(ctx, kind=face.kind, document_id=document_id, with_files=False)
    if view.state not in EDITABLE:
        raise RuleBroken(4703, noop("A void, cancelled, billed or closed document cannot be changed."))
    data = request.POST if request.method == "POST" else None
    custom = record_fields(ctx, entity=face.kind.entity, entity_id=document_id)
    offered = _offered(ctx, face, data, view, _initial(view), custom)
    form = DocumentForm(ctx, face, offered, data, request.FILES or None, view=view)
    here = page_url(ctx, face.page(), **{face.kind.names.id: document_id})
    editing = Editing(
        title=view.number,
        save=lambda: face.update(ctx, document_id, form.given()),
        url=lambda _nothing: here,
        message=face.labels.updated,
        cancel_url=here,
        entity=face.kind.entity,
        entity_id=document_id,
        template=_TEMPLATE,
        more=_LINES,
        context={"face": face},
    )
    return handle_form(request, form, editing)


def _create(request: PageRequest, face: WebFace, form: DocumentForm) -> int:
    """Make the document, and confirm, issue or submit it where that button was pressed; one transaction."""
    document_id = face.create(request.ctx, form.everything())
    then = {"open": Action.OPEN, "submit": Action.SUBMIT}.get(request.POST.get("then", ""))
    if then:
        change_state(request.ctx, kind=face.kind, document_id=document_id, action=then)
    return document_id


def _next_url(request: PageRequest, face: WebFace, document_id: int) -> str:
    name = face.page("email") if request.POST.get("then") == "send" else face.page()
    return page_url(request.ctx, name, **{face.kind.names.id: document_id})


def _beginning(request: PageRequest, face: WebFace, preference: PreferenceView) -> dict[str, object]:
    """Return what a new document begins with: today, the preferences' texts, the asked contact."""
    ctx = request.ctx
    return {
        "contact_id": as_id(request.GET.get(face.kind.names.contact_id, "")),
        "date": ctx.today,
        "notes": preference.notes,
        "terms": preference.terms,
        "template": preference.template,
        "is_inclusive_tax": organization_profile(ctx).price_mode == "tax_inclusive",
    }


def _initial(view: DocumentView) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(view, name) for name in _SAME}
    return values | {
        "exchange_rate": view.exchange_rate.value if view.currency_code != view.base_currency else None,
        "shipping_charge": view.shipping_charge.value or None,
        "adjustment": view.adjustment.value or None,
        "delivery_customer_id": view.extra.get("delivery_customer_id"),
    }


def _offered(
    ctx: Ctx,
    face: WebFace,
    data: QueryDict | None,
    view: DocumentView | None,
    initial: Mapping[str, object],
    custom: Sequence[CustomValue],
) -> Offered:
    lists = choices(ctx, kinds=("salesperson", "delivery_method"))
    return Offered(
        names=line_names(ctx, data, view),
        contacts=_contacts(ctx, data, view, initial),
        salespersons=[entry.name for entry in lists["salesperson"]],
        delivery_methods=[entry.name for entry in lists["delivery_method"]],
        custom=custom,
        initial=initial,
    )


def line_names(ctx: Ctx, data: QueryDict | None, view: DocumentView | None = None) -> Names:
    """Return the texts of what the rows refer to: those of the document, or of what was sent."""
    items: dict[int, str] = {}
    accounts: dict[int, str] = {}
    lines = view.lines if view else ()
    used = {line.tax_id for line in lines}
    for line in lines:
        if line.item_id:
            items[line.item_id] = line.item_name
        if line.account_id:
            accounts[line.account_id] = line.account_name
    if data is not None:
        wanted = sent_ids(data, "item_id") - set(items)
        items |= {card.item_id: card.name for card in item_card(ctx, item_ids=wanted).values()} if wanted else {}
        more = sent_ids(data, "account_id") - set(accounts)
        found = account_choices(ctx, account_ids=more) if more else []
        accounts |= {account.account_id: account.name for account in found}
        used |= set(sent_ids(data, "tax_id"))
    taxes = [
        (str(tax.tax_id), tax.name) for tax in tax_definitions(ctx).values() if tax.is_active or tax.tax_id in used
    ]
    return Names(items, accounts, taxes)


def _contacts(
    ctx: Ctx, data: QueryDict | None, view: DocumentView | None, initial: Mapping[str, object]
) -> Mapping[int, str]:
    known = {view.contact_id: view.contact_name} if view else {}
    named = [initial.get("contact_id"), initial.get("delivery_customer_id")]
    if data is not None:
        named += [as_id(data.get(name, "")) for name in ("contact_id", "delivery_customer_id")]
    wanted = [contact_id for contact_id in named if isinstance(contact_id, int) and contact_id not in known]
    return {**known, **contact_names(ctx, wanted)} if wanted else known


def may_be_edited(view: DocumentView) -> bool:
    """Tell whether the state of the document allows a change."""
    return State(view.state) in EDITABLE
