"""Changing a customer or vendor."""

from daicho.contacts.commands._fields import put_fields
from daicho.contacts.commands._names import check_unique, unique_at_last
from daicho.contacts.commands._openings import write_openings
from daicho.contacts.commands._parts import replace_persons, settle_portal, write_address
from daicho.contacts.commands._references import reference_errors
from daicho.contacts.commands._snapshot import changes, snapshot
from daicho.contacts.commands.locks import locked_contact
from daicho.contacts.core.contact import ContactFields
from daicho.contacts.core.rules import CURRENCY_IS_FIXED, TYPE_IS_FIXED
from daicho.contacts.models import Contact
from daicho.contacts.queries.contacts_with_transactions import contacts_with_transactions
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work

_FIXED = {"id", "organization_id", "merged_into", "created_at"}
_COLUMNS = [field.name for field in Contact._meta.local_fields if field.name not in _FIXED]


def update_contact(ctx: Ctx, *, contact_id: int, fields: ContactFields) -> None:
    """Change what `fields` names, also inside addresses. Given persons replace those that were.

    Raises NotFound, InvalidInput, RuleBroken (4100, 4101: type and currency are fixed by the first transaction).
    """
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        row = locked_contact(ctx, contact_id)
        before, fixed = snapshot(contact_id), (row.contact_type, row.currency_code)
        wrong = reference_errors(ctx, fields)
        put_fields(row, fields, japanese=organization_profile(ctx).is_japanese, further_errors=wrong)
        _refuse_fixed(ctx, row, *fixed)
        check_unique(row)
        row.modified_at = ctx.now
        with unique_at_last(row):
            Contact.objects.bulk_update([row], _COLUMNS)
        if "contact_persons" in fields:
            replace_persons(ctx, row, fields["contact_persons"])
        settle_portal(row, fields.get("is_portal_enabled"))
        if "billing_address" in fields:
            write_address(ctx, row, "billing", fields["billing_address"])
        if "shipping_address" in fields:
            write_address(ctx, row, "shipping", fields["shipping_address"])
        custom = set_custom_values(
            ctx, entity="contact", entity_id=contact_id, given=fields.get("custom_fields"), is_new=False
        )
        write_openings(ctx, row, fields)
        was, is_now = changes(before, snapshot(contact_id))
        unit.record("contact", contact_id, "updated", before=was, after=is_now | custom)


def _refuse_fixed(ctx: Ctx, row: Contact, contact_type: str, currency_code: str) -> None:
    if (row.contact_type, row.currency_code) == (contact_type, currency_code):
        return
    if not contacts_with_transactions(ctx, contact_ids=[row.id]):
        return
    if row.contact_type != contact_type:
        message = _("A contact with transactions cannot change between customer and vendor.")
        raise RuleBroken(TYPE_IS_FIXED, message)
    raise RuleBroken(CURRENCY_IS_FIXED, _("The currency of a contact with transactions cannot be changed."))
