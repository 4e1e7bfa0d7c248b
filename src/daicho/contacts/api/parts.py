"""Persons, addresses, mail, notes and what is open of a contact."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from daicho.contacts.api.fields import person_fields
from daicho.contacts.api.schemas import (
    AddressInput,
    AddressUpdateInput,
    CommentInput,
    MailInput,
    PersonInput,
    PersonUpdateInput,
)
from daicho.contacts.api.serializers import address_json, mail_json, person_json
from daicho.contacts.commands import email_contact as mailing
from daicho.contacts.commands.add_contact_address import add_contact_address
from daicho.contacts.commands.comment_on_contact import comment_on_contact
from daicho.contacts.commands.create_contact_person import create_contact_person
from daicho.contacts.commands.delete_contact_address import delete_contact_address
from daicho.contacts.commands.delete_contact_person import delete_contact_person
from daicho.contacts.commands.update_contact_address import update_contact_address
from daicho.contacts.commands.update_contact_person import update_contact_person
from daicho.contacts.core.contact import AddressFields, PersonFields
from daicho.contacts.queries.address_list import address_list
from daicho.contacts.queries.contact_mail import contact_mail
from daicho.contacts.queries.contact_person import contact_person
from daicho.contacts.queries.contact_person_list import PERSONS, contact_person_list
from daicho.contacts.queries.contact_refunds import contact_refunds
from daicho.contacts.queries.contact_timeline import TimelineEntry, contact_timeline
from daicho.contacts.queries.unused_retainer_payments import unused_retainer_payments
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, invalid
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.listing import Criteria, Listing, Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.writer import day_text, id_text, moment_text, money_number

VIEW, EDIT = "contacts.view", "contacts.edit"
READ_SCOPE, CREATE_SCOPE = "contacts.READ", "contacts.CREATE"
UPDATE_SCOPE, DELETE_SCOPE = "contacts.UPDATE", "contacts.DELETE"
_PERSON_UPDATED = _("The contact person has been updated.")


def _contact_id(call: Call[Any]) -> int:
    return call.record_id("contact_id", "Contact")


def _person_id(call: Call[Any]) -> int:
    return call.record_id("contact_person_id", "Contact person")


def _address_id(call: Call[Any]) -> int:
    return call.record_id("address_id", "Address")


def _create_person(call: Call[PersonInput]) -> Answer:
    person_id = create_contact_person(call.ctx, contact_id=call.body.contact_id, fields=_new_person(call.body))
    return _person(call, person_id, _("The contact person has been created."), 201)


def _new_person(body: PersonInput) -> PersonFields:
    fields = person_fields(body)
    fields.pop("contact_person_id", None)
    return fields


def _update_person(call: Call[PersonUpdateInput]) -> Answer:
    person_id = _person_id(call)
    contact_person(call.ctx, person_id=person_id, contact_id=call.body.contact_id)
    update_contact_person(call.ctx, person_id=person_id, fields=person_fields(call.body))
    return _person(call, person_id, _PERSON_UPDATED)


def _mark_primary(call: Call[None]) -> Answer:
    update_contact_person(call.ctx, person_id=_person_id(call), fields={"is_primary_contact": True})
    return Done(_("The contact person has been marked as primary."))


def _delete_person(call: Call[None]) -> Answer:
    delete_contact_person(call.ctx, person_id=_person_id(call))
    return Done(_("The contact person has been deleted."))


def _list_persons(call: Call[None]) -> Answer:
    criteria = call.criteria(PERSONS)
    page = contact_person_list(call.ctx, contact_id=_contact_id(call), criteria=criteria)
    rows = [person_json(person) for person in page.rows]
    return Listed.of("contact_persons", Rows(rows, page.has_more, page.total), criteria)


def _get_person(call: Call[None]) -> Answer:
    view = contact_person(call.ctx, person_id=_person_id(call), contact_id=_contact_id(call))
    return Record("contact_person", person_json(view))


def _person(call: Call[Any], person_id: int, message: str, status: int = 200) -> Answer:
    """Answer with the person in a list of one, as the description has it for create and update."""
    view = contact_person(call.ctx, person_id=person_id)
    return Done(message, status=status, extra={"contact_person": [person_json(view)]})


def _list_addresses(call: Call[None]) -> Answer:
    return Listed("addresses", [address_json(row) for row in address_list(call.ctx, contact_id=_contact_id(call))])


def _add_address(call: Call[AddressInput]) -> Answer:
    fields = _address_fields(call.body)
    address_id = add_contact_address(call.ctx, contact_id=_contact_id(call), fields=fields)
    return _address(call, address_id, _("The address has been created."), 201)


def _update_address(call: Call[AddressUpdateInput]) -> Answer:
    address_id = _address_id(call)
    if call.body.address_id not in (None, address_id):
        raise invalid("address_id", _("Invalid value passed for %(field)s"), {"field": "address_id"})
    update_contact_address(
        call.ctx, contact_id=_contact_id(call), address_id=address_id, fields=_address_fields(call.body)
    )
    return _address(call, address_id, _("The address has been updated."))


def _delete_address(call: Call[None]) -> Answer:
    delete_contact_address(call.ctx, contact_id=_contact_id(call), address_id=_address_id(call))
    return Done(_("The address has been deleted."))


def _address_fields(body: AddressInput) -> AddressFields:
    fields: AddressFields = body.model_dump(exclude_unset=True, exclude={"address_id"})  # type: ignore[assignment]
    return fields


def _address(call: Call[Any], address_id: int, message: str, status: int = 200) -> Answer:
    rows = address_list(call.ctx, contact_id=_contact_id(call))
    found = next((row for row in rows if row.address_id == address_id), None)
    if found is None:
        raise NotFound(_("Address does not exist."))
    return Record("address_info", address_json(found), message, status=status)


def _get_statement_mail(call: Call[None]) -> Answer:
    mail = contact_mail(
        call.ctx,
        contact_id=_contact_id(call),
        with_statement=True,
        start=call.day("start_date"),
        end=call.day("end_date"),
    )
    content = mail_json(mail)
    flat = content if call.ctx.application == "inventory" else {}
    return Done(_("success"), extra={"data": content} | flat)


def _email_statement(call: Call[MailInput]) -> Answer:
    mailing.email_contact(
        call.ctx,
        contact_id=_contact_id(call),
        mail=_mail(call),
        with_statement=True,
        start=call.day("start_date"),
        end=call.day("end_date"),
    )
    return Done(_("The statement has been sent."))


def _get_mail(call: Call[None]) -> Answer:
    return Record("data", mail_json(contact_mail(call.ctx, contact_id=_contact_id(call))))


def _email(call: Call[MailInput]) -> Answer:
    mailing.email_contact(
        call.ctx,
        contact_id=_contact_id(call),
        mail=_mail(call),
        with_statement=call.flag("send_customer_statement"),
    )
    return Done(_("The email has been sent."))


def _mail(call: Call[MailInput]) -> mailing.MailInput:
    files = [(upload.name, upload.content) for uploads in call.files.values() for upload in uploads]
    body = call.body
    return mailing.MailInput(
        to=body.to_mail_ids, cc=body.cc_mail_ids, subject=body.subject, body=body.body, files=files
    )


_DEEDS = {
    "created": _("Contact created"),
    "updated": _("Contact updated"),
    "activated": _("Contact marked as active"),
    "deactivated": _("Contact marked as inactive"),
    "merged": _("Contact merged"),
    "sent": _("Email sent"),
    "imported": _("Contact imported"),
}
_OPERATION_TYPES = {"created": "Added", "commented": "Commented"}
COMMENTS = Listing(filters=(), sorts={"date": "at"}, default_sort="at", search=(), default_descending=True)
REFUNDS = Listing(filters=(), sorts={"date": "day"}, default_sort="day", search=(), default_descending=True)


def _list_comments(call: Call[None]) -> Answer:
    criteria = call.criteria(COMMENTS)
    entries = contact_timeline(call.ctx, contact_id=_contact_id(call))
    return Listed.of("contact_comments", _cut([_entry_json(call.ctx, entry) for entry in entries], criteria), criteria)


def _comment(call: Call[CommentInput]) -> Answer:
    contact_id = _contact_id(call)
    note = comment_on_contact(call.ctx, contact_id=contact_id, description=call.body.description)
    entries = contact_timeline(call.ctx, contact_id=contact_id)
    written = next(entry for entry in entries if entry.entry_id == note.comment_id)
    return Record("comment", _entry_json(call.ctx, written), _("The comment has been added."), status=201)


def _entry_json(ctx: Ctx, entry: TimelineEntry) -> dict[str, Json]:
    local = entry.at.astimezone(ZoneInfo(ctx.time_zone))
    deed = _DEEDS.get(entry.action)
    return {
        "comment_id": id_text(entry.entry_id),
        "contact_id": id_text(entry.contact_id),
        "contact_name": entry.contact_name,
        "description": entry.text or gettext(deed or entry.action),
        "commented_by_id": id_text(entry.actor_id),
        "commented_by": entry.actor_name,
        "date": day_text(local.date()),
        "date_description": moment_text(entry.at, ctx.time_zone),
        "time": f"{local:%H:%M}",
        "transaction_id": id_text(entry.contact_id),
        "transaction_type": "contact",
        "is_entity_deleted": False,
        "operation_type": _OPERATION_TYPES.get(entry.action, "Updated"),
    }


def _list_refunds(call: Call[None]) -> Answer:
    criteria = call.criteria(REFUNDS)
    name, refunds = contact_refunds(call.ctx, contact_id=_contact_id(call))
    base = organization_profile(call.ctx).base_currency
    rows: list[dict[str, Json]] = [
        {
            "creditnote_refund_id": id_text(row.refund_id),
            "creditnote_id": id_text(row.creditnote_id),
            "date": day_text(row.day),
            "refund_mode": row.mode,
            "reference_number": row.reference_number,
            "creditnote_number": row.creditnote_number,
            "customer_name": name,
            "description": row.description,
            "amount_bcy": money_number(Money(row.amount_base, base)),
            "amount_fcy": money_number(Money(row.amount, row.currency_code)),
        }
        for row in refunds
    ]
    return Listed.of("creditnote_refunds", _cut(rows, criteria), criteria, report_name="Refunds")


def _list_unused_retainer_payments(call: Call[None]) -> Answer:
    currencies = {currency.code: currency for currency in list_currencies(call.ctx)}
    wanted = call.id("currency_id")
    code = next((currency.code for currency in currencies.values() if currency.currency_id == wanted), "")
    if wanted and not code:
        raise invalid("currency_id", _("Invalid value passed for %(field)s"), {"field": "currency_id"})
    payments = unused_retainer_payments(call.ctx, contact_id=_contact_id(call), currency_code=code)
    rows: list[dict[str, Json]] = [
        {
            "payment_id": id_text(row.payment_id),
            "payment_number": row.number,
            "date": day_text(row.day),
            "amount": money_number(Money(row.amount, row.currency_code)),
            "unused_amount": money_number(Money(row.unused, row.currency_code)),
            "currency_id": id_text(currencies[row.currency_code].currency_id),
            "currency_code": row.currency_code,
            "currency_symbol": currencies[row.currency_code].symbol,
            "reference_number": row.reference_number,
            "payment_mode": row.mode,
            "description": row.description,
        }
        for row in payments
    ]
    return Listed("unused_credits_receivable", rows)


def _cut(rows: Sequence[Mapping[str, Json]], criteria: Criteria) -> Rows[Mapping[str, Json]]:
    start = (criteria.page - 1) * criteria.per_page
    total = len(rows) if criteria.with_total else None
    ordered = rows[::-1] if criteria.descending is False else rows
    return Rows(ordered[start : start + criteria.per_page], len(rows) > start + criteria.per_page, total)


_CONTACT = "/contacts/{contact_id}"
_PERSON = "/contacts/contactpersons/{contact_person_id}"
_ADDRESS = f"{_CONTACT}/address/{{address_id}}"
_PERIOD = ("start_date", "end_date", "multipart_or_formdata")

OPERATIONS: list[Operation] = [
    Operation(
        "POST", "/contacts/contactpersons", EDIT, CREATE_SCOPE, _create_person, "Create a contact person",
        body=PersonInput,
    ),
    Operation(
        "PUT", _PERSON, EDIT, UPDATE_SCOPE, _update_person, "Update a contact person", body=PersonUpdateInput
    ),
    Operation("DELETE", _PERSON, EDIT, DELETE_SCOPE, _delete_person, "Delete a contact person"),
    Operation("POST", f"{_PERSON}/primary", EDIT, CREATE_SCOPE, _mark_primary, "Mark a contact person as primary"),
    Operation(
        "GET", f"{_CONTACT}/contactpersons", VIEW, READ_SCOPE, _list_persons, "List contact persons", listing=PERSONS
    ),
    Operation(
        "GET", f"{_CONTACT}/contactpersons/{{contact_person_id}}", VIEW, READ_SCOPE, _get_person,
        "Get a contact person",
    ),
    Operation("GET", f"{_CONTACT}/address", VIEW, READ_SCOPE, _list_addresses, "List addresses"),
    Operation(
        "POST", f"{_CONTACT}/address", EDIT, CREATE_SCOPE, _add_address, "Add an address", body=AddressInput
    ),
    Operation("PUT", _ADDRESS, EDIT, UPDATE_SCOPE, _update_address, "Update an address", body=AddressUpdateInput),
    Operation("DELETE", _ADDRESS, EDIT, DELETE_SCOPE, _delete_address, "Delete an address"),
    Operation(
        "GET", f"{_CONTACT}/statements/email", VIEW, READ_SCOPE, _get_statement_mail, "Get the statement mail",
        parameters=_PERIOD,
    ),
    Operation(
        "POST", f"{_CONTACT}/statements/email", EDIT, CREATE_SCOPE, _email_statement, "Email a statement",
        body=MailInput, parameters=_PERIOD, file_fields=("attachments", "attachment"),
    ),
    Operation("GET", f"{_CONTACT}/email", VIEW, READ_SCOPE, _get_mail, "Get a prefilled mail"),
    Operation(
        "POST", f"{_CONTACT}/email", EDIT, CREATE_SCOPE, _email, "Email a contact",
        body=MailInput, parameters=("send_customer_statement",), file_fields=("attachments", "attachment"),
    ),
    Operation("GET", f"{_CONTACT}/comments", VIEW, READ_SCOPE, _list_comments, "List comments", listing=COMMENTS),
    Operation(
        "POST", f"{_CONTACT}/comments", EDIT, CREATE_SCOPE, _comment, "Add a comment", body=CommentInput
    ),
    Operation("GET", f"{_CONTACT}/refunds", VIEW, READ_SCOPE, _list_refunds, "List refunds", listing=REFUNDS),
    Operation(
        "GET", f"{_CONTACT}/receivables/unusedretainerpayments", VIEW, READ_SCOPE, _list_unused_retainer_payments,
        "List unused retainer payments", parameters=("currency_id",),
    ),
]  # fmt: skip
