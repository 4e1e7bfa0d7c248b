"""The contacts API: the same under both prefixes (zoho-surface.json, modules contacts and contact-persons)."""

from typing import Any

from daicho.contacts.api.fields import contact_fields
from daicho.contacts.api.parts import OPERATIONS as PARTS
from daicho.contacts.api.schemas import ContactInput, ContactUpdateInput, MergeInput, PortalInput
from daicho.contacts.api.serializers import contact_json, row_json
from daicho.contacts.commands.create_contact import create_contact
from daicho.contacts.commands.delete_contact import delete_contact
from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.contacts.commands.set_contacts_active import set_contacts_active
from daicho.contacts.commands.set_portal_access import set_portal_access
from daicho.contacts.commands.update_contact import update_contact
from daicho.contacts.core.contact import ContactFields
from daicho.contacts.queries.contact_list import CONTACTS, contact_list
from daicho.contacts.queries.contact_record import contact_record
from daicho.kernel.errors import InvalidInput, NotFound, missing
from daicho.kernel.text import noop as _
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields import custom_values, find_by_custom_value
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Listed, Operation, Record

_CREATED = _("The contact has been created.")
_UPDATED = _("The contact has been updated.")


def contact_id_of(call: Call[Any]) -> int:
    """Return the contact's id in the path. Raises NotFound for what cannot be one."""
    return call.record_id("contact_id", "Contact")


def _create(call: Call[ContactInput]) -> Answer:
    contact_id = create_contact(call.ctx, fields=contact_fields(call.ctx, call.body))
    return _answer(call, contact_id, _CREATED, 201)


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(CONTACTS)
    page = contact_list(call.ctx, criteria=criteria)
    currencies = {currency.code: currency for currency in list_currencies(call.ctx)}
    custom = custom_values(call.ctx, entity="contact", entity_ids=[row.contact_id for row in page.rows])
    rows = [row_json(call.ctx, row, currencies, custom[row.contact_id]) for row in page.rows]
    return Listed.of("contacts", Rows(rows, page.has_more, page.total), criteria, report_name="Contacts")


def _get(call: Call[None]) -> Answer:
    return Record("contact", contact_json(call.ctx, contact_record(call.ctx, contact_id=contact_id_of(call))))


def _update(call: Call[ContactUpdateInput]) -> Answer:
    contact_id = contact_id_of(call)
    update_contact(call.ctx, contact_id=contact_id, fields=_changes(call))
    return _answer(call, contact_id, _UPDATED)


def _update_by_custom_field(call: Call[ContactUpdateInput]) -> Answer:
    """Change the contact whose unique custom field holds the header's value; with X-Upsert make it where none does."""
    unique = call.unique_identifier()
    contact_id = find_by_custom_value(call.ctx, entity="contact", api_name=unique.api_name, value=unique.value)
    if contact_id is not None:
        update_contact(call.ctx, contact_id=contact_id, fields=_changes(call))
        return _answer(call, contact_id, _UPDATED)
    if not unique.upsert:
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Contact"})
    fields = contact_fields(call.ctx, call.body)
    if not fields.get("contact_name"):
        raise InvalidInput([missing("contact_name")])
    named = {"api_name": unique.api_name, "value": unique.value}
    fields["custom_fields"] = [*fields.get("custom_fields", ()), named]
    return _answer(call, create_contact(call.ctx, fields=fields), _CREATED, 201)


def _changes(call: Call[ContactUpdateInput]) -> ContactFields:
    return contact_fields(call.ctx, call.body)


def _delete(call: Call[None]) -> Answer:
    delete_contact(call.ctx, contact_id=contact_id_of(call))
    return Done(_("The contact has been deleted."))


def _delete_many(call: Call[None]) -> Answer:
    for contact_id in call.ids("contact_ids"):
        delete_contact(call.ctx, contact_id=contact_id)
    return Done(_("The contacts have been deleted."))


def _activate(call: Call[None]) -> Answer:
    set_contacts_active(call.ctx, contact_ids=[contact_id_of(call)], active=True)
    return Done(_("The contact has been marked as active."))


def _deactivate(call: Call[None]) -> Answer:
    set_contacts_active(call.ctx, contact_ids=[contact_id_of(call)], active=False)
    return Done(_("The contact has been marked as inactive."))


def _activate_many(call: Call[None]) -> Answer:
    set_contacts_active(call.ctx, contact_ids=call.ids("contact_ids"), active=True)
    return Done(_("The contacts have been marked as active."))


def _deactivate_many(call: Call[None]) -> Answer:
    set_contacts_active(call.ctx, contact_ids=call.ids("contact_ids"), active=False)
    return Done(_("The contacts have been marked as inactive."))


def _merge(call: Call[MergeInput]) -> Answer:
    contact_id = contact_id_of(call)
    merge_contacts(call.ctx, contact_id=contact_id, merged_ids=call.body.contact_ids)
    return _answer(call, contact_id, _("The contacts have been merged."))


def _enable_portal(call: Call[PortalInput]) -> Answer:
    person_ids = [person.contact_person_id for person in call.body.contact_persons]
    if not person_ids:
        raise InvalidInput([missing("contact_persons")])
    set_portal_access(call.ctx, contact_id=contact_id_of(call), person_ids=person_ids)
    return Done(_("The portal has been enabled for the contact."))


def _disable_portal(call: Call[None]) -> Answer:
    set_portal_access(call.ctx, contact_id=contact_id_of(call), person_ids=[])
    return Done(_("The portal has been disabled for the contact."))


def _enable_reminders(call: Call[None]) -> Answer:
    return _set(call, {"payment_reminder_enabled": True}, _("Payment reminders have been enabled."))


def _disable_reminders(call: Call[None]) -> Answer:
    return _set(call, {"payment_reminder_enabled": False}, _("Payment reminders have been disabled."))


def _track_1099(call: Call[None]) -> Answer:
    return _set(call, {"track_1099": True}, _("1099 tracking has been enabled."))


def _untrack_1099(call: Call[None]) -> Answer:
    return _set(call, {"track_1099": False}, _("1099 tracking has been disabled."))


def _set(call: Call[None], fields: ContactFields, message: str) -> Answer:
    update_contact(call.ctx, contact_id=contact_id_of(call), fields=fields)
    return Done(message)


def _answer(call: Call[Any], contact_id: int, message: str, status: int = 200) -> Answer:
    record = contact_record(call.ctx, contact_id=contact_id)
    return Record("contact", contact_json(call.ctx, record), message, status=status)


_CONTACT = "/contacts/{contact_id}"
VIEW, CREATE, EDIT, DELETE = "contacts.view", "contacts.create", "contacts.edit", "contacts.delete"
READ_SCOPE, CREATE_SCOPE = "contacts.READ", "contacts.CREATE"
UPDATE_SCOPE, DELETE_SCOPE = "contacts.UPDATE", "contacts.DELETE"

OPERATIONS: list[Operation] = [
    Operation("POST", "/contacts", CREATE, CREATE_SCOPE, _create, "Create a contact", body=ContactInput),
    Operation("GET", "/contacts", VIEW, READ_SCOPE, _list, "List contacts", listing=CONTACTS),
    Operation(
        "PUT", "/contacts", EDIT, UPDATE_SCOPE, _update_by_custom_field,
        "Update a contact by a unique custom field", body=ContactUpdateInput,
    ),
    Operation(
        "DELETE", "/contacts", DELETE, DELETE_SCOPE, _delete_many, "Delete contacts", parameters=("contact_ids",)
    ),
    Operation(
        "POST", "/contacts/active", EDIT, CREATE_SCOPE, _activate_many, "Mark contacts as active",
        parameters=("contact_ids",),
    ),
    Operation(
        "POST", "/contacts/inactive", EDIT, CREATE_SCOPE, _deactivate_many, "Mark contacts as inactive",
        parameters=("contact_ids",),
    ),
    Operation("GET", _CONTACT, VIEW, READ_SCOPE, _get, "Get a contact"),
    Operation("PUT", _CONTACT, EDIT, UPDATE_SCOPE, _update, "Update a contact", body=ContactUpdateInput),
    Operation("DELETE", _CONTACT, DELETE, DELETE_SCOPE, _delete, "Delete a contact"),
    Operation("POST", f"{_CONTACT}/active", EDIT, CREATE_SCOPE, _activate, "Mark a contact as active"),
    Operation("POST", f"{_CONTACT}/inactive", EDIT, CREATE_SCOPE, _deactivate, "Mark a contact as inactive"),
    Operation("POST", f"{_CONTACT}/merge", DELETE, CREATE_SCOPE, _merge, "Merge contacts into one", body=MergeInput),
    Operation(
        "POST", f"{_CONTACT}/portal/enable", EDIT, CREATE_SCOPE, _enable_portal, "Enable portal access",
        body=PortalInput,
    ),
    Operation("POST", f"{_CONTACT}/portal/disable", EDIT, CREATE_SCOPE, _disable_portal, "Disable portal access"),
    Operation(
        "POST", f"{_CONTACT}/paymentreminder/enable", EDIT, CREATE_SCOPE, _enable_reminders,
        "Enable payment reminders",
    ),
    Operation(
        "POST", f"{_CONTACT}/paymentreminder/disable", EDIT, CREATE_SCOPE, _disable_reminders,
        "Disable payment reminders",
    ),
    Operation("POST", f"{_CONTACT}/track1099", EDIT, CREATE_SCOPE, _track_1099, "Track a contact for 1099"),
    Operation("POST", f"{_CONTACT}/untrack1099", EDIT, CREATE_SCOPE, _untrack_1099, "Do not track a contact for 1099"),
    *PARTS,
]  # fmt: skip
