"""The page of a contact."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.contacts.core.honorific import PERSON
from daicho.contacts.labels import terms_label
from daicho.contacts.queries._views import AddressView, PersonView
from daicho.contacts.queries.contact_balances import contact_balances
from daicho.contacts.queries.contact_detail import ContactView, contact_detail
from daicho.contacts.queries.contact_statement import contact_statement
from daicho.contacts.queries.contact_transactions import contact_transactions
from daicho.contacts.web.mail import asked_day
from daicho.contacts.web.words import (
    KINDS,
    PRICE_MODES,
    SUB_TYPES,
    TAX_ROUNDINGS,
    TAX_UNITS,
    kind_badge,
    language_name,
    registration_badge,
    status_badge,
)
from daicho.kernel.errors import InvalidInput
from daicho.kernel.money import Money
from daicho.platform.countries import country_names
from daicho.platform.mail import mail_about
from daicho.platform.text import sentence
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.detail import Action, Detail, Tab, render_detail
from daicho.platform.web.format import Formats
from daicho.platform.web.history import record_history
from daicho.platform.web.notes import record_notes
from daicho.platform.web.page import PageRequest, find_page_url, page_url

_TABS = (
    Tab("overview", _("Overview"), "contacts/_overview.html"),
    Tab("transactions", _("Transactions"), "contacts/_transactions.html"),
    Tab("statement", _("Statement"), "contacts/_statement.html"),
    Tab("mail", _("Emails"), "contacts/_mail.html"),
    Tab("history", _("History"), "contacts/_history.html"),
)
_TOLD_BY_ROWS = {"transactions", "statement"}
"""Tabs whose rows come to what is open."""
_HISTORY_LABELS = {
    "name": _("Name"),
    "name_kana": _("Reading"),
    "sub_type": _("Company or person"),
    "contact_type": _("Contact type"),
    "company_name": _("Company"),
    "contact_number": _("Number"),
    "payment_terms_code": _("Payment terms"),
    "payment_terms_label": _("Payment terms"),
    "credit_limit_minor": _("Credit limit"),
    "currency_code": _("Currency"),
    "language_code": _("Language of documents"),
    "tax_registration_number": _("Registration number"),
    "tax_registration_status": _("Registration"),
    "contact_persons": _("Contact persons"),
    "contact_person": _("Contact person"),
    "addresses": _("Addresses"),
    "address": _("Address"),
    "notes": _("Notes"),
    "is_active": _("Active"),
    "portal": _("Customer portal"),
    "website": _("Website"),
    "details": _("Further details"),
    "contacts": _("Contacts"),
}


def contact_page(request: PageRequest, contact_id: int) -> HttpResponse:
    """Show a contact."""
    ctx = request.ctx
    names = [tab.name for tab in _TABS]
    chosen = request.GET.get("tab", "") if request.GET.get("tab") in names else names[0]
    contact = contact_detail(ctx, contact_id=contact_id, with_parts=chosen == "overview")
    may_edit = ctx.actor.may("contacts.edit")
    detail = Detail(
        title=contact.name,
        subtitle=" · ".join(text for text in (contact.name_kana, contact.contact_number) if text),
        list_page="contacts",
        list_label=_("Contacts"),
        entity="contact",
        entity_id=contact_id,
        badges=(kind_badge(contact.contact_type), status_badge(active=contact.is_active)),
        edit_url=page_url(ctx, "contact_edit", contact_id=contact_id) if may_edit else "",
        primary=_primary(request, contact),
        actions=tuple(_actions(request, contact)),
        tabs=_TABS,
        notes=record_notes(request, "contact", "contact", contact_id, "contact_id", may_edit=may_edit),
        entities=("salesorder", "purchaseorder"),
    )
    beside = {} if chosen in _TOLD_BY_ROWS else _money(request, contact)
    return render_detail(request, detail, "contacts/contact.html", _context(request, contact, chosen) | beside)


def _primary(request: PageRequest, contact: ContactView) -> Action | None:
    """Return the next thing to do with a contact: a document for it, where such documents exist and may be made."""
    ctx = request.ctx
    order = "salesorder" if contact.contact_type == "customer" else "purchaseorder"
    url = find_page_url(ctx, f"{order}_create")
    if not (url and contact.is_active and ctx.actor.may(f"{order}s.create")):
        return None
    key = "customer_id" if contact.contact_type == "customer" else "vendor_id"
    label = _("New sales order") if contact.contact_type == "customer" else _("New purchase order")
    return Action(label, f"{url}?{key}={contact.contact_id}", icon="plus", method="get")


def _actions(request: PageRequest, contact: ContactView) -> Iterator[Action]:
    ctx, contact_id = request.ctx, contact.contact_id

    def url(name: str) -> str:
        return page_url(ctx, name, contact_id=contact_id)

    if ctx.actor.may("contacts.edit"):
        yield Action(_("Write an email"), url("contact_email"), icon="mail", method="get")
        yield Action(_("Send the statement"), f"{url('contact_email')}?statement=1", icon="report", method="get")
        yield Action(_("Add an address"), url("contact_address_create"), icon="map-pin", method="get")
        if contact.is_active:
            yield Action(_("Mark as inactive"), url("contact_deactivate"), icon="eye-off")
        else:
            yield Action(_("Mark as active"), url("contact_activate"), icon="eye")
    closing = find_page_url(ctx, "closingstatement_create")
    if closing and contact.contact_type == "customer" and ctx.actor.may("invoices.create"):
        closing = f"{closing}?customer_id={contact.contact_id}"
        yield Action(_("Close a period"), closing, icon="file-invoice", method="get")
    if ctx.actor.may("contacts.edit") and ctx.actor.may("contacts.delete"):
        yield Action(_("Merge with another contact"), url("contact_merge"), icon="users-group", method="get")
    if ctx.actor.may("contacts.delete"):
        question = gettext("Delete %(name)s? This cannot be undone.") % {"name": contact.name}
        yield Action(_("Delete"), url("contact_delete"), icon="trash", danger=True, confirm=question)


def _context(request: PageRequest, contact: ContactView, tab: str) -> dict[str, Any]:
    """Return what the open tab shows."""
    if tab == "transactions":
        return {"transactions": [*_transactions(request, contact)]}
    if tab == "statement":
        return _statement(request, contact)
    if tab == "history":
        entries = record_history(request.ctx, request.formats, "contact", contact.contact_id, _HISTORY_LABELS)
        return {"history": entries}
    if tab == "mail":
        return {"letters": _letters(request, contact)}
    return {
        "contact": contact,
        "facts": [*_facts(contact, request.ctx.locale)],
        "tax_facts": [*_tax_facts(request.formats, contact)],
        "registration": registration_badge(contact.tax_registration_status),
        "custom": custom_facts(request.ctx, request.formats, contact.custom_values),
        "persons": [_person(person, contact) for person in contact.persons],
        "addresses": [_address(request, contact, address) for address in contact.addresses],
        "may_edit": request.ctx.actor.may("contacts.edit"),
    }


def _money(request: PageRequest, contact: ContactView) -> dict[str, object]:
    """Return what is open, shown beside a tab: what a customer owes us, what we owe a vendor."""

    def money(minor: int) -> str:
        return request.formats.money(Money(minor, contact.currency_code))

    amounts = contact_balances(request.ctx, currencies={contact.contact_id: contact.currency_code})[contact.contact_id]
    if contact.contact_type == "customer":
        open_rows = [(_("Receivables"), amounts.receivable), (_("Unused credits"), amounts.unused_credits_receivable)]
    else:
        open_rows = [(_("Payables"), amounts.payable), (_("Unused credits"), amounts.unused_credits_payable)]
    limit = contact.credit_limit_minor
    rows = [(label, money(minor)) for label, minor in open_rows]
    return {"open_amounts": [*rows, *([(_("Credit limit"), money(limit))] if limit is not None else [])]}


def _facts(contact: ContactView, locale: str) -> Iterator[tuple[Any, str]]:
    yield _("Contact type"), f"{KINDS[contact.contact_type]} · {SUB_TYPES[contact.sub_type]}"
    yield _("Company"), contact.company_name
    yield _("Website"), contact.website
    yield _("Payment terms"), terms_label(contact.payment_terms_code, contact.payment_terms_label)
    yield _("Currency"), contact.currency_code
    yield _("Language of documents"), language_name(contact.language_code, locale)


def _tax_facts(formats: Formats, contact: ContactView) -> Iterator[tuple[Any, str]]:
    yield _("Registration number"), contact.tax_registration_number
    yield _("Registered from"), formats.date(contact.tax_registered_from)
    yield _("Registered until"), formats.date(contact.tax_registered_to)
    yield _("Checked on"), formats.date(contact.tax_registration_checked_on)
    yield _("Tax that lines begin with"), contact.tax.name if contact.tax else ""
    yield _("Rounding of tax"), str(TAX_ROUNDINGS[contact.tax_rounding]) if contact.tax_rounding else ""
    yield _("Qualified invoice"), str(TAX_UNITS[contact.tax_unit]) if contact.tax_unit else ""
    yield _("Prices"), str(PRICE_MODES[contact.price_mode]) if contact.price_mode else ""


def _person(person: PersonView, contact: ContactView) -> Mapping[str, object]:
    japanese = contact.language_code == "ja"
    names = (person.last_name, person.first_name) if japanese else (person.first_name, person.last_name)
    kana = " ".join(name for name in (person.last_name_kana, person.first_name_kana) if name)
    name = " ".join(name for name in (*([] if japanese else [person.salutation]), *names) if name)
    return {
        "name": f"{name} {PERSON}" if japanese and name else name or person.email,
        "kana": kana,
        "role": " · ".join(text for text in (person.department, person.designation) if text),
        "email": person.email,
        "phones": [number for number in (person.phone, person.mobile) if number],
        "is_primary": person.is_primary,
        "portal": person.is_portal_enabled,
    }


def _address(request: PageRequest, contact: ContactView, address: AddressView) -> Mapping[str, object]:
    labels = {"billing": _("Billing address"), "shipping": _("Shipping address"), "additional": _("Further address")}
    where = {"contact_id": contact.contact_id, "address_id": address.address_id}
    return {
        "label": labels[address.role],
        "lines": [*address_lines(address, japanese=request.ctx.locale == "ja")],
        "edit_url": page_url(request.ctx, "contact_address_edit", **where),
        "delete_url": page_url(request.ctx, "contact_address_delete", **where),
    }


def address_lines(address: AddressView, *, japanese: bool) -> Iterator[str]:
    """Yield the lines of an address: one in Japan from the large to the small in Japanese, all others street first."""
    if japanese and address.country_code in {"", "JP"}:
        town = "".join((address.state, address.city, address.address))
        lines = [f"〒{address.zip}" if address.zip else "", town, address.street2, address.attention]
    else:
        region = " ".join(part for part in (address.state, address.zip) if part)
        place = ", ".join(part for part in (address.city, region) if part)
        lines = [address.attention, address.address, address.street2, place]
    phones = [f"TEL {address.phone}" if address.phone else "", f"FAX {address.fax}" if address.fax else ""]
    names = country_names("ja" if japanese else "en")
    country = names.get(address.country_code, address.country)
    yield from (line for line in (*lines, country, *phones) if line)


def _transactions(request: PageRequest, contact: ContactView) -> Iterator[Mapping[str, object]]:
    for row in contact_transactions(request.ctx, contact_id=contact.contact_id, contact_type=contact.contact_type):
        yield {
            "day": request.formats.date(row.day),
            "kind": gettext(row.kind),
            "number": row.number,
            "url": find_page_url(request.ctx, row.page, **{row.page_key: row.record_id}),
            "status": gettext(row.status),
            "total": request.formats.money(Money(row.total, row.currency_code)),
        }


def _statement(request: PageRequest, contact: ContactView) -> dict[str, object]:
    start, end = asked_day(request, "start_date"), asked_day(request, "end_date")
    try:
        statement = contact_statement(
            request.ctx,
            contact_id=contact.contact_id,
            currency_code=contact.currency_code,
            contact_type=contact.contact_type,
            start=start,
            end=end,
        )
    except InvalidInput as error:
        return {"refusal": sentence(error), "start": start, "end": end}

    def money(minor: int) -> str:
        return request.formats.money(Money(minor, statement.currency_code))

    url = page_url(request.ctx, "contact_email", contact_id=contact.contact_id)
    period = f"start_date={statement.start.isoformat()}&end_date={statement.end.isoformat()}"
    return {
        "start": statement.start,
        "end": statement.end,
        "opening": money(statement.opening),
        "closing": money(statement.closing),
        "lines": [
            {
                "day": request.formats.date(line.transaction.day),
                "kind": gettext(line.transaction.kind),
                "number": line.transaction.number,
                "url": find_page_url(
                    request.ctx, line.transaction.page, **{line.transaction.page_key: line.transaction.record_id}
                ),
                "amount": money(line.amount),
                "balance": money(line.balance),
            }
            for line in statement.lines
        ],
        "pdf_url": f"{page_url(request.ctx, 'contact_statement_pdf', contact_id=contact.contact_id)}?{period}",
        "email_url": f"{url}?statement=1&{period}" if request.ctx.actor.may("contacts.edit") else "",
    }


def _letters(request: PageRequest, contact: ContactView) -> list[Mapping[str, str]]:
    states = {"queued": _("Waiting"), "sent": _("Sent"), "withheld": _("Withheld"), "failed": _("Failed")}
    return [
        {
            "at": request.formats.moment(letter.created_at),
            "to": letter.to,
            "subject": letter.subject,
            "body": letter.body,
            "state": str(states.get(letter.state, letter.state)),
        }
        for letter in mail_about(request.ctx, entity="contact", entity_id=contact.contact_id)
    ]
