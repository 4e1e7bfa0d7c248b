"""The page of a payment: what it settles, what was given back, its entries and history."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.ledger.web.entries import entries_tab
from daicho.organizations.queries.base_currency import base_currency
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS, PaymentKind
from daicho.payments.queries._views import PaymentView, RefundView, UseView
from daicho.payments.queries.list_refunds import list_refunds
from daicho.payments.queries.payment_detail import payment_detail
from daicho.payments.web.words import CHANGED, LABELS, kind_name, mode_name, unused_badge
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.detail import Action, Detail, Tab, render_detail
from daicho.platform.web.history import record_history
from daicho.platform.web.notes import record_notes
from daicho.platform.web.page import PageRequest, find_page_url, page_url


def payment_page(request: PageRequest, kind: PaymentKind, payment_id: int) -> HttpResponse:
    """Show a payment."""
    ctx = request.ctx
    view = payment_detail(ctx, kind=kind, payment_id=payment_id)
    may_edit = ctx.actor.may("payments.edit")
    tabs = [
        Tab("overview", _("Overview"), "payments/_overview.html", more=lambda: _overview(request, view)),
        Tab("history", _("History"), "stock/_history.html", more=lambda: _history(request, view)),
    ]
    if ctx.actor.may("accounts.view"):
        tabs.insert(1, entries_tab(request, kind.entity, payment_id))
    detail = Detail(
        title=view.number,
        subtitle=view.contact_name,
        list_page=f"{kind.entity}s",
        list_label=LABELS[kind.entity].plural,
        entity=kind.entity,
        entity_id=payment_id,
        badges=(unused_badge(view),),
        edit_url=page_url(ctx, f"{kind.entity}_edit", payment_id=payment_id) if may_edit else "",
        primary=_next(request, view),
        actions=tuple(_actions(request, view)),
        tabs=tuple(tabs),
        notes=record_notes(request, kind.entity, kind.entity, payment_id, "payment_id", may_edit=may_edit),
        entities=(kind.target.entity, "contact"),
    )
    return render_detail(request, detail, "documents/document.html", {"facts": _facts(request, view)})


def _next(request: PageRequest, view: PaymentView) -> Action | None:
    """What is unused is applied next, by the form of the payment; else the receipt or advice goes out."""
    if not request.ctx.actor.may("payments.edit"):
        return None
    if view.unused.minor:
        url = page_url(request.ctx, f"{view.kind.entity}_edit", payment_id=view.payment_id)
        return Action(_("Apply the unused amount"), url, icon="receipt-refund", method="get")
    return _sending(request, view)


def _sending(request: PageRequest, view: PaymentView) -> Action:
    letter = page_url(request.ctx, f"{view.kind.entity}_email", payment_id=view.payment_id)
    return Action(_("Send by email"), letter, icon="mail", method="get")


def _actions(request: PageRequest, view: PaymentView) -> list[Action]:
    ctx, kind = request.ctx, view.kind
    paper = page_url(ctx, f"{kind.entity}_pdf", payment_id=view.payment_id)
    label = _("Receipt as PDF") if kind.side > 0 else _("Payment advice as PDF")
    found = [
        Action(label, paper, icon="file-type-pdf", method="get"),
        Action(_("Print"), f"{paper}?inline=1", icon="printer", method="get"),
    ]
    if ctx.actor.may("payments.edit") and view.unused.minor:
        found.append(_sending(request, view))
    if view.unused.minor and ctx.actor.may("payments.create"):
        url = page_url(ctx, "refund_create", source_kind=kind.entity, source_id=view.payment_id)
        found.append(Action(_("Give the unused amount back"), url, icon="arrow-back-up", method="get"))
    if ctx.actor.may("payments.delete"):
        question = _("Delete this payment? What it settled is open again.")
        url = page_url(ctx, f"{kind.entity}_delete", payment_id=view.payment_id)
        found.append(Action(_("Delete"), url, icon="trash", confirm=question, danger=True))
    return found


def _overview(request: PageRequest, view: PaymentView) -> Mapping[str, object]:
    refunds = list_refunds(request.ctx, source_kind=view.kind.entity, source_id=view.payment_id).rows
    return {
        "uses": [use_row(request, use, of_source=True) for use in view.uses],
        "refunds": [refund_row(request, refund) for refund in refunds],
        "may_remove": request.ctx.actor.may("payments.delete"),
        "may_edit": request.ctx.actor.may("payments.edit"),
    }


def use_row(request: PageRequest, use: UseView, *, of_source: bool) -> dict[str, str]:
    """Return a use as the tables of pages show it: by what it settles, or (`of_source` False) by what settles."""
    other = use.target if of_source else use.source
    name, record_id = other.ref
    key = "payment_id" if name in PAYMENT_KINDS else DOCUMENTS[name].names.id
    module = "payments" if name in PAYMENT_KINDS else DOCUMENTS[name].module
    may_see = request.ctx.actor.may(f"{module}.view")
    return {
        "kind": kind_name(name),
        "number": other.number,
        "url": find_page_url(request.ctx, name, **{key: record_id}) if may_see else "",
        "day": request.formats.date(use.day),
        "mode": mode_name(use.mode),
        "amount": request.formats.money(use.amount),
        "withheld": request.formats.money(use.withheld) if use.withheld.minor else "",
        "remove_url": page_url(request.ctx, "settlement_remove", use_id=use.use_id),
    }


def refund_row(request: PageRequest, refund: RefundView) -> dict[str, str]:
    """Return a refund as the tables of pages show it."""
    return {
        "day": request.formats.date(refund.day),
        "mode": mode_name(refund.mode),
        "account": refund.account_name,
        "reference": refund.reference,
        "amount": request.formats.money(refund.amount),
        "pdf_url": page_url(request.ctx, "refund_pdf", refund_id=refund.refund_id),
        "edit_url": page_url(request.ctx, "refund_edit", refund_id=refund.refund_id),
        "delete_url": page_url(request.ctx, "refund_delete", refund_id=refund.refund_id),
    }


def _history(request: PageRequest, view: PaymentView) -> Mapping[str, object]:
    return {"history": record_history(request.ctx, request.formats, view.kind.entity, view.payment_id, CHANGED)}


def _facts(request: PageRequest, view: PaymentView) -> list[tuple[object, str, str]]:
    ctx, money = request.ctx, request.formats.money
    contact = find_page_url(ctx, "contact", contact_id=view.contact_id) if ctx.actor.may("contacts.view") else ""
    is_foreign = view.currency_code != base_currency(ctx)
    facts: list[tuple[object, str, str]] = [
        (LABELS[view.kind.entity].contact, view.contact_name, contact),
        (_("Retainer invoice"), view.retainer_number, _retainer_url(request, view)),
        (_("Amount"), money(view.amount), ""),
        (_("In the base currency"), money(view.base_amount) if is_foreign else "", ""),
        (_("Exchange rate"), format(view.exchange_rate.value, "f") if is_foreign else "", ""),
        (_("Bank charges"), money(view.fees) if view.fees.minor else "", ""),
        (_("Tax withheld"), money(view.withheld) if view.withheld.minor else "", ""),
        (_("Given back"), money(view.refunded) if view.refunded.minor else "", ""),
        (_("Unused amount"), money(view.unused), ""),
        (_("Date"), request.formats.date(view.day), ""),
        (_("Payment mode"), mode_name(view.mode), ""),
        (LABELS[view.kind.entity].account, view.account_name, ""),
        (_("Reference number"), view.reference, ""),
        (_("Location"), view.location_name, ""),
        (_("Notes"), view.description, ""),
        *((label, text, "") for label, text in custom_facts(ctx, request.formats, view.custom)),
    ]
    return [fact for fact in facts if fact[1]]


def _retainer_url(request: PageRequest, view: PaymentView) -> str:
    if view.retainer_id is None or not request.ctx.actor.may("invoices.view"):
        return ""
    return find_page_url(request.ctx, "retainerinvoice", retainerinvoice_id=view.retainer_id)
