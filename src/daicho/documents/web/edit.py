"""Making and editing a document."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_card import item_card
from daicho.contacts.queries.contact_names import contact_names
from daicho.documents.commands._books import counts
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.rules import LINES_CHANGED
from daicho.documents.core.state import EDITABLE, Action, State
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.choices import choices
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.preference import PreferenceView, document_preference
from daicho.documents.web.batches import add_batches
from daicho.documents.web.face import WebFace
from daicho.documents.web.filling import filled_from_item
from daicho.documents.web.forms import DocumentForm, Offered
from daicho.documents.web.lines import Names
from daicho.documents.web.preview import previewed
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop
from daicho.ledger.queries.accounts import account_choices
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.platform.web.custom_fields import empty_fields
from daicho.platform.web.fields import as_id
from daicho.platform.web.forms import PREVIEW, Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.rows import new_key, sent_ids
from daicho.stock.queries.locations import locations
from daicho.taxes.core.withholding import KINDS
from daicho.taxes.queries.tax_definitions import tax_definitions

_TEMPLATE, _LINES = "documents/form.html", "documents/_lines.html"
_PREVIEW = (PREVIEW, _("See what saving it would do"))
_LINES_CHANGED = noop(
    "Somebody else changed the lines of this document meanwhile. Nothing is saved, and what you entered is still here: "
    "look at the document in another window, then save again to replace its lines by yours."
)
_SAME = (
    "contact_id", "location_id", "number", "reference", "date", "due", "currency_code", "is_inclusive_tax",
    "salesperson_name", "delivery_method", "attention", "discount", "adjustment_description", "notes", "terms",
    "template", "withholding", "payment_terms_code",
)  # fmt: skip


def create_page(request: PageRequest, face: WebFace) -> HttpResponse:
    """Make a document; the address may name the contact (?customer_id=…, ?vendor_id=…) and an item (?item_id=…)."""
    ctx = request.ctx
    data = request.POST if request.method == "POST" else None
    preference = document_preference(ctx, kind=face.kind.entity)
    beginning = _beginning(request, face, preference)
    lines = [] if data is not None else _first_lines(request, face, beginning)
    named = _as_sent(lines) if data is None else data
    offered = _offered(ctx, face, named, None, beginning, empty_fields(ctx, face.kind.entity))
    form = DocumentForm(ctx, face, offered, data, request.FILES or None, copied=lines)
    add_batches(request, face, form.rows, data.get("location_id") if data else beginning.get("location_id"))
    labels = face.labels
    buttons: list[tuple[str, Any]] = []
    if face.may(ctx, "edit") and not approval_rule(ctx, module=face.kind.module).is_needed:
        buttons = [("open", labels.save_and_open[str(ctx.application)])]
        buttons += [("send", _("Save and send"))] if face.is_mailed else []
        buttons += [_PREVIEW] if face.kind.books else []
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
        preview=lambda: previewed(request, face, lambda: _create(request, face, form, Action.OPEN)),
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
    add_batches(request, face, form.rows, data.get("location_id") if data else view.location_id, view)
    here = page_url(ctx, face.page(), **{face.kind.names.id: document_id})
    editing = Editing(
        title=view.number,
        save=lambda: _update(ctx, face, document_id, form),
        url=lambda _nothing: here,
        message=face.labels.updated,
        cancel_url=here,
        entity=face.kind.entity,
        entity_id=document_id,
        buttons=(_PREVIEW,) if counts(face.kind, view.state) else (),
        preview=lambda: previewed(request, face, lambda: _update(ctx, face, document_id, form)),
        template=_TEMPLATE,
        more=_LINES,
        context={"face": face},
    )
    return handle_form(request, form, editing)


def _update(ctx: Ctx, face: WebFace, document_id: int, form: DocumentForm) -> int:
    """Save what the person changed; return the document's id.

    Raises RuleBroken where the lines they changed were changed by others meanwhile.
    """
    fields = form.given()
    if "lines" in fields:
        locked_header(face.kind, document_id)
        form.view = document_view(ctx, kind=face.kind, document_id=document_id, with_files=False)
        if form.lines_now != form.lines_seen:
            form.lines_seen = form.lines_now  # told once; saving again is meant
            raise RuleBroken(LINES_CHANGED, _LINES_CHANGED)
    face.update(ctx, document_id, fields)
    return document_id


def _create(request: PageRequest, face: WebFace, form: DocumentForm, then: Action | None = None) -> int:
    """Make the document, and confirm, issue or submit it where that button was pressed; one transaction."""
    document_id = face.create(request.ctx, form.everything())
    then = then or {"open": Action.OPEN, "submit": Action.SUBMIT}.get(request.POST.get("then", ""))
    if then:
        change_state(request.ctx, kind=face.kind, document_id=document_id, action=then)
    return document_id


def _next_url(request: PageRequest, face: WebFace, document_id: int) -> str:
    name = face.page("email") if request.POST.get("then") == "send" else face.page()
    return page_url(request.ctx, name, **{face.kind.names.id: document_id})


def _beginning(request: PageRequest, face: WebFace, preference: PreferenceView) -> dict[str, object]:
    """Return what a new document begins with: today, the preferences' texts, the asked contact."""
    ctx = request.ctx
    profile = organization_profile(ctx)
    return {
        "contact_id": as_id(request.GET.get(face.kind.names.contact_id, "")),
        "date": ctx.today,
        "notes": preference.notes,
        "terms": preference.terms,
        "template": preference.template,
        "is_inclusive_tax": profile.price_mode == "tax_inclusive",
        "is_shipped": profile.invoice_goods == "with_document",
        "is_received": profile.bill_goods == "with_document",
    }


def _first_lines(
    request: PageRequest, face: WebFace, beginning: Mapping[str, object]
) -> list[tuple[str, dict[str, object]]]:
    """Return the line of the asked item, by its key; none where no item or one that cannot be used is asked for."""
    item_id = as_id(request.GET.get("item_id", ""))
    if item_id is None:
        return []
    names = ("contact_id", "date", "is_inclusive_tax")
    fields: Any = {name: beginning[name] for name in names if beginning[name] is not None}
    values = filled_from_item(request.ctx, face, fields, item_id)
    return [(new_key(), {**values, "quantity": Decimal(1)})] if values else []


def _as_sent(lines: Sequence[tuple[str, Mapping[str, object]]]) -> QueryDict | None:
    """Return what of the lines has a text to be looked up, as a form would send it."""
    if not lines:
        return None
    data = QueryDict(mutable=True)
    for key, values in lines:
        data.appendlist("line", key)
        data.update({f"line-{key}-{name}": str(values.get(name) or "") for name in ("item_id", "account_id", "tax_id")})
    return data


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
        locations=_places(ctx, view),
        salespersons=[entry.name for entry in lists["salesperson"]],
        delivery_methods=[entry.name for entry in lists["delivery_method"]],
        withholdings=_withholdings(ctx, face),
        custom=custom,
        initial=initial,
    )


def _withholdings(ctx: Ctx, face: WebFace) -> list[tuple[str, str]]:
    """Return what may be withheld (Japan, from what is paid)."""
    offered = face.kind.settling and organization_profile(ctx).is_japanese
    return [(kind, gettext(name)) for kind, name in KINDS.items()] if offered else []


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


def _places(ctx: Ctx, view: DocumentView | None) -> list[tuple[int, str]]:
    """Return the locations to choose from, the primary one first; none where there is only one."""
    own = {view.location_id} if view else set()
    usable = [place for place in locations(ctx) if place.is_active or place.location_id in own]
    return [(place.location_id, place.name) for place in usable] if len(usable) > 1 else []


def may_be_edited(view: DocumentView) -> bool:
    """Tell whether the state of the document allows a change."""
    return State(view.state) in EDITABLE
