"""The page of a document."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.state import Action as Doing
from daicho.documents.core.state import State, actions_from
from daicho.documents.core.templates import TEMPLATES
from daicho.documents.queries._paper import Paper, paper_data, paper_language
from daicho.documents.queries._views import DocumentView, status_of
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.edit import may_be_edited
from daicho.documents.web.face import WebFace, additions
from daicho.documents.web.mail_tab import mail_tab
from daicho.documents.web.preview import DELETE, PREVIEWED
from daicho.documents.web.share import share_actions
from daicho.documents.web.words import status_badge
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.organizations.queries.profile import organization_profile
from daicho.organizations.web.approving import CARD as APPROVAL_CARD
from daicho.organizations.web.approving import approval_buttons, card_rows
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.detail import Action, Detail, Tab, render_detail
from daicho.platform.web.history import record_history
from daicho.platform.web.notes import record_notes
from daicho.platform.web.page import PageRequest, find_page_url, page_url

_LABELS = {
    "number": _("Number"),
    "reference": _("Reference number"),
    "contact_id": _("Contact"),
    "date": _("Date"),
    "due": _("Due"),
    "state": _("Status"),
    "currency_code": _("Currency"),
    "exchange_rate_micro": _("Exchange rate"),
    "sub_total_minor": _("Subtotal"),
    "discount": _("Discount"),
    "shipping_minor": _("Shipping charge"),
    "tax_minor": _("Tax"),
    "taxes": _("Taxes"),
    "adjustment_minor": _("Adjustment"),
    "withheld_minor": _("Withholding tax"),
    "total_minor": _("Total"),
    "notes": _("Notes"),
    "terms": _("Terms and conditions"),
    "delivery_method_id": _("Delivery method"),
    "salesperson_id": _("Salesperson"),
    "billing_address": _("Billing address"),
    "shipping_address": _("Shipping address"),
    "template": _("Template"),
    "lines": _("Lines"),
    "substatus": _("Sub-status"),
    "location_id": _("Location"),
}
_ICONS = {
    Doing.SUBMIT: "send",
    Doing.OPEN: "check",
    Doing.DRAFT: "pencil",
    Doing.ACCEPT: "thumb-up",
    Doing.DECLINE: "thumb-down",
    Doing.BILL: "receipt",
    Doing.CANCEL: "ban",
    Doing.VOID: "ban",
}
_HARD = frozenset({Doing.VOID, Doing.CANCEL})


def detail_page(request: PageRequest, face: WebFace, document_id: int) -> HttpResponse:
    """Show a document as its customer or vendor sees it, with its state and what can be done."""
    ctx, kind = request.ctx, face.kind
    view = document_view(ctx, kind=kind, document_id=document_id, with_files=False)
    status = status_of(ctx, kind, view)
    may_edit = face.may(ctx, "edit")
    is_editable = may_edit and may_be_edited(view) and not face.fixed(request, view)
    doings = possible(request, face, view)
    following, deciding = _deciding(request, face, view)
    primary = next(iter(following), None) or _primary(request, face, view, doings)
    detail = Detail(
        title=view.number,
        subtitle=view.contact_name,
        list_page=face.list_name,
        list_label=face.labels.plural,
        entity=kind.entity,
        entity_id=document_id,
        badges=(status_badge(status),),
        edit_url=_url(request, face, "edit", document_id) if is_editable else "",
        primary=primary,
        actions=(
            *deciding,
            *_actions(request, face, view, [doing for doing in doings if not _is(primary, doing)]),
        ),
        tabs=(
            Tab("document", _("Document"), "documents/_paper.html", more=lambda: _paper(request, face, view)),
            *face.tabs(request, view),
            *(tab for addition in additions() for tab in addition.tabs(request, kind, view)),
            *([mail_tab(request, kind.entity, document_id)] if face.is_mailed else []),
            Tab(
                "history",
                _("History"),
                "detail/_history.html",
                more=lambda: {
                    "history": record_history(ctx, request.formats, kind.entity, document_id, _LABELS),
                },
            ),
        ),
        notes=record_notes(request, face.page(), kind.entity, document_id, kind.names.id, may_edit=may_edit),
        entities=("contact",),
        cards=(APPROVAL_CARD,),
    )
    return render_detail(
        request,
        detail,
        "documents/document.html",
        {
            "facts": [*_facts(request, face, view)],
            "approval": card_rows(request.formats, view.approvals),
            "related": [
                *(row for addition in additions() for row in addition.related(request, kind, view)),
                *face.related(request, document_id),
            ],
        },
    )


def possible(request: PageRequest, face: WebFace, view: DocumentView) -> list[Doing]:
    """Return what the caller may do to the document's state now; it is submitted only where approval is wanted."""
    if not face.may(request.ctx, "edit"):
        return []
    unwanted = {Doing.APPROVE, Doing.REJECT}  # `approval_buttons`
    if view.state in {State.DRAFT, State.REJECTED}:
        needed = approval_rule(request.ctx, module=face.kind.module).is_needed
        unwanted.add(Doing.OPEN if needed else Doing.SUBMIT)
    return [doing for doing in actions_from(face.kind.moves, view.state) if doing not in unwanted]


def _deciding(request: PageRequest, face: WebFace, view: DocumentView) -> tuple[list[Action], list[Action]]:
    """Return what the caller can do to a document that waits for approval: what is next, and what there is besides."""
    return approval_buttons(
        request.ctx,
        state=view.state,
        page=face.page(),
        key=face.kind.names.id,
        document_id=view.document_id,
        module=face.kind.module,
        levels=view.approvals,
    )


def _primary(request: PageRequest, face: WebFace, view: DocumentView, doings: list[Doing]) -> Action | None:
    """Return the one next action: confirm or issue, submit; a confirmed document is sent."""
    for doing in (Doing.OPEN, Doing.SUBMIT):
        if doing in doings and view.state in {State.DRAFT, State.APPROVED, State.REJECTED}:
            return _doing(request, face, view, doing)
    added = (action for addition in additions() for action in addition.next(request, face.kind, view))
    following = next(chain(face.next(request, view), added), None)
    if following is not None:
        return following
    if view.state is State.OPEN and face.is_mailed and face.may(request.ctx, "edit"):
        return Action(_("Send by email"), _url(request, face, "email", view.document_id), icon="mail", method="get")
    return None


def _actions(request: PageRequest, face: WebFace, view: DocumentView, doings: list[Doing]) -> Iterator[Action]:
    document_id = view.document_id
    yield Action(_("Download as PDF"), _url(request, face, "pdf", document_id), icon="file-type-pdf", method="get")
    yield Action(_("Print"), _url(request, face, "pdf", document_id) + "?inline=1", icon="printer", method="get")
    yield from share_actions(request, face, view)
    if face.may(request.ctx, "create"):
        yield Action(_("Clone"), _url(request, face, "clone", document_id), icon="copy")
    yield from face.actions(request, view)
    for addition in additions():
        yield from addition.actions(request, face.kind, view)
    for doing in doings:
        yield _doing(request, face, view, doing)
    yield from _previews(request, face, view)
    if face.may(request.ctx, "edit"):
        yield from _editing_actions(request, face, view)
    if face.may(request.ctx, "delete") and view.state not in {State.BILLED, State.CLOSED}:
        url = _url(request, face, "delete", document_id)
        yield Action(_("Delete"), url, icon="trash", danger=True, confirm=face.labels.delete_question)


def _previews(request: PageRequest, face: WebFace, view: DocumentView) -> Iterator[Action]:
    """What posting, voiding or deleting would do to other documents."""
    if not face.kind.books:
        return
    labels = {
        Doing.OPEN.value: _("See what posting it would do"),
        Doing.VOID.value: _("See what voiding it would do"),
        DELETE: _("See what deleting it would do"),
    }
    names = [doing.value for doing in possible(request, face, view)]
    names += [DELETE] if face.may(request.ctx, "delete") and view.state in face.kind.books.states else []
    for name in PREVIEWED:
        if name in names:
            url = _url(request, face, f"{name}_preview", view.document_id)
            yield Action(labels[name], url, icon="eye", method="get")


def _editing_actions(request: PageRequest, face: WebFace, view: DocumentView) -> Iterator[Action]:
    document_id = view.document_id
    if view.state not in {State.OPEN, State.PENDING_APPROVAL, State.REJECTED} and face.is_mailed:
        yield Action(_("Send by email"), _url(request, face, "email", document_id), icon="mail", method="get")
    if may_be_edited(view):
        address = _url(request, face, "addresses", document_id)
        yield Action(_("Change the addresses"), address, icon="map-pin", method="get")
    for template in TEMPLATES:
        if template.key != view.template:
            yield Action(
                _("Use the template %(name)s") % {"name": _(template.name)},
                _url(request, face, "template", document_id),
                icon="file-text",
                values=(("template", template.key),),
            )


def _doing(request: PageRequest, face: WebFace, view: DocumentView, doing: Doing) -> Action:
    labels = face.labels
    label = labels.open_by[str(request.ctx.application)] if doing is Doing.OPEN else labels.states[doing]
    return Action(
        label,
        _url(request, face, doing.value, view.document_id),
        icon=_ICONS[doing],
        danger=doing in _HARD,
        confirm=_("%(number)s will have no effect any more. This can be undone.") % {"number": view.number}
        if doing in _HARD
        else "",
    )


def _is(action: Action | None, doing: Doing) -> bool:
    return action is not None and action.url.rstrip("/").endswith(f"/{doing.value}")


def _url(request: PageRequest, face: WebFace, suffix: str, document_id: int) -> str:
    return page_url(request.ctx, face.page(suffix), **{face.kind.names.id: document_id})


def _paper(request: PageRequest, face: WebFace, view: DocumentView) -> dict[str, object]:
    paper = Paper(
        face.kind,
        view,
        organization_profile(request.ctx),
        style=view.style,
    )
    return {"paper": paper_data([paper], paper_language(view.contact.language_code))}


def _facts(request: PageRequest, face: WebFace, view: DocumentView) -> Iterator[tuple[Any, str, str]]:
    formats = request.formats
    contact_url = find_page_url(request.ctx, "contact", contact_id=view.contact_id)
    yield face.labels.contact, view.contact_name, contact_url if request.ctx.actor.may("contacts.view") else ""
    for label, value in (
        (_("Total"), formats.money(view.total)),
        (_("In the base currency"), formats.money(view.base_total) if view.currency_code != view.base_currency else ""),
        (_("Date"), formats.date(view.date)),
        (face.labels.due, formats.date(view.due)),
        (_("Reference number"), view.reference),
        (_("Location"), view.location_name),
        (_("Salesperson"), view.salesperson_name),
        (_("Delivery method"), view.delivery_method),
        (_("Comment") if view.state is State.ACCEPTED else _("Reason"), view.state_reason),
        (_("Viewed by the customer"), formats.moment(view.viewed_at)),
        (_("Created"), formats.moment(view.created_at)),
        (_("Modified"), formats.moment(view.modified_at)),
        *face.facts(request, view),
        *custom_facts(request.ctx, formats, view.custom),
    ):
        if value:
            yield label, value, ""
