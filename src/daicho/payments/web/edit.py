"""Recording and changing payments."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.contacts.queries.contact_card import ContactCard, contact_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.commands.update_payment import update_payment
from daicho.payments.kinds import PaymentKind
from daicho.payments.queries._views import PaymentView
from daicho.payments.queries.default_account import default_account
from daicho.payments.queries.open_targets import OpenTarget, open_targets
from daicho.payments.queries.payment_detail import payment_detail
from daicho.payments.web.form import PaymentForm, sums
from daicho.payments.web.words import LABELS
from daicho.platform.custom_fields import record_fields
from daicho.platform.web.custom_fields import empty_fields
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.render import render_page

_TEMPLATE, _MORE = "payments/form.html", "payments/_uses.html"


def create_page(request: PageRequest, kind: PaymentKind) -> HttpResponse:
    """Record a payment; `?contact_id=` and `?document_id=` say of whom and what it pays."""
    ctx = request.ctx
    data = request.POST if request.method == "POST" else None
    contact = _contact(ctx, kind, data if data is not None else request.GET)
    targets = open_targets(ctx, kind=kind, contact_id=contact.contact_id) if contact else []
    chosen = _number(request.GET.get("document_id"))
    initial: dict[str, object] = {
        "contact_id": contact.contact_id if contact else None,
        "date": ctx.today,
        "account_id": default_account(ctx, is_received=kind.side > 0),
        **{f"use_{row.document_id}": row.open_amount.value for row in targets if row.document_id == chosen},
    }
    custom = empty_fields(ctx, kind.entity)
    form = PaymentForm(ctx, kind, data, targets, custom, None, initial, _named(contact))
    editing = Editing(
        title=LABELS[kind.entity].new,
        save=lambda: create_payment(ctx, kind=kind, fields=form.given()),
        url=lambda payment_id: page_url(ctx, kind.entity, payment_id=payment_id),
        message=_("The payment has been recorded."),
        cancel_url=page_url(ctx, f"{kind.entity}s"),
        template=_TEMPLATE,
        more=_MORE,
        context=_context(request, kind, form, has_contact=contact is not None),
    )
    return handle_form(request, form, editing)


def edit_page(request: PageRequest, kind: PaymentKind, payment_id: int) -> HttpResponse:
    """Change a payment."""
    ctx = request.ctx
    view = payment_detail(ctx, kind=kind, payment_id=payment_id)
    targets = open_targets(ctx, kind=kind, contact_id=view.contact_id, payment=view)
    data = request.POST if request.method == "POST" else None
    custom = record_fields(ctx, entity=kind.entity, entity_id=payment_id)
    named = (view.contact_name, view.currency_code)
    form = PaymentForm(ctx, kind, data, targets, custom, view, _initial(view), named)
    here = page_url(ctx, kind.entity, payment_id=payment_id)
    editing = Editing(
        title=view.number,
        save=lambda: update_payment(ctx, kind=kind, payment_id=payment_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The payment has been updated."),
        cancel_url=here,
        entity=kind.entity,
        entity_id=payment_id,
        template=_TEMPLATE,
        more=_MORE,
        context=_context(request, kind, form, has_contact=True),
    )
    return handle_form(request, form, editing)


def uses_page(request: PageRequest, kind: PaymentKind) -> HttpResponse:
    """Answer with the contact's open documents, those that are ticked filled in."""
    ctx = request.ctx
    data = request.POST.copy()
    contact, view = _contact(ctx, kind, data), _payment(ctx, kind, data)
    targets = _targets(ctx, kind, contact, view)
    ticked = set(data.getlist("full"))
    for row in targets:
        name, whole = f"use_{row.document_id}", str(row.open_amount.value)
        if str(row.document_id) in ticked:
            data[name] = whole
        elif data.get(name) == whole and f"was_full_{row.document_id}" in data:
            data[name] = ""
    named = (view.contact_name, view.currency_code) if view else _named(contact)
    form = PaymentForm(ctx, kind, data, targets, (), view, {}, named)
    return render_page(request, _MORE, _context(request, kind, form, has_contact=contact is not None))


def totals_page(request: PageRequest, kind: PaymentKind) -> HttpResponse:
    """Answer with what the table comes to, while somebody types."""
    ctx = request.ctx
    contact, view = _contact(ctx, kind, request.POST), _payment(ctx, kind, request.POST)
    targets = _targets(ctx, kind, contact, view)
    form = PaymentForm(ctx, kind, request.POST, targets, (), view, {})
    form.is_valid()
    currency = targets[0].open_amount.currency if targets else contact.currency_code if contact else ""
    rows = sums(form, request.formats, currency) if currency else []
    return render_page(request, "payments/_sums.html", {"sums": rows})


def _targets(
    ctx: Ctx, kind: PaymentKind, contact: ContactCard | None, view: PaymentView | None
) -> list[OpenTarget]:  # fmt: skip
    contact_id = view.contact_id if view else contact.contact_id if contact else 0
    return open_targets(ctx, kind=kind, contact_id=contact_id, payment=view) if contact_id else []


def _payment(ctx: Ctx, kind: PaymentKind, data: QueryDict) -> PaymentView | None:
    payment_id = _number(data.get("payment_id"))
    return payment_detail(ctx, kind=kind, payment_id=payment_id) if payment_id else None


def _contact(ctx: Ctx, kind: PaymentKind, data: QueryDict) -> ContactCard | None:
    contact_id = _number(data.get("contact_id"))
    try:
        card = contact_card(ctx, contact_id=contact_id) if contact_id else None
    except NotFound:
        return None
    return card if card and card.contact_type == kind.contact_type else None


def _named(contact: ContactCard | None) -> tuple[str, str]:
    """Return how the contact is called, and its currency."""
    return (contact.name, contact.currency_code) if contact else ("", "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 + 1 else 0


def _initial(view: PaymentView) -> dict[str, object]:
    return {
        "date": view.day,
        "number": view.number,
        "amount": view.amount.value,
        "fees": view.fees.value if view.fees.minor else None,
        "mode": view.mode,
        "account_id": view.account_id,
        "reference": view.reference,
        "location_id": view.location_id,
        "exchange_rate": view.exchange_rate.value,
        "description": view.description,
        **{f"use_{use.target.ref[1]}": use.amount.value for use in view.uses},
        **{f"withheld_{use.target.ref[1]}": use.withheld.value for use in view.uses if use.withheld.minor},
    }


def _context(
    request: PageRequest, kind: PaymentKind, form: PaymentForm, *, has_contact: bool
) -> dict[str, Any]:  # fmt: skip
    ctx = request.ctx
    return {
        "rows": form.rows(request.formats),
        "rate": form["exchange_rate"] if "exchange_rate" in form.fields else None,
        "payment": form.view,
        "has_contact": has_contact,
        "labels": LABELS[kind.entity],
        "document": kind.target.words,
        "uses_url": page_url(ctx, f"{kind.entity}_uses"),
        "totals_url": page_url(ctx, f"{kind.entity}_totals"),
    }
