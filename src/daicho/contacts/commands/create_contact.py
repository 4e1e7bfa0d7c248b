"""A new customer or vendor."""

from daicho.contacts.commands._fields import put_fields
from daicho.contacts.commands._names import check_unique, unique_at_last
from daicho.contacts.commands._openings import write_openings
from daicho.contacts.commands._parts import replace_persons, settle_portal, write_address
from daicho.contacts.commands._references import reference_errors
from daicho.contacts.commands._snapshot import snapshot
from daicho.contacts.core.contact import ContactFields
from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, missing
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work


def create_contact(ctx: Ctx, *, fields: ContactFields) -> int:
    """Create a contact and return its id.

    `contact_name` is required. Defaults: a business customer, due on receipt, in the organisation's currency and
    language. Raises InvalidInput (code 3062 for a name that is taken), RuleBroken, Forbidden.
    """
    ctx.require("contacts.create")
    with unit_of_work(ctx) as unit:
        if "contact_name" not in fields:
            raise InvalidInput([missing("contact_name")])
        profile = organization_profile(ctx)
        row = _new_contact(ctx, profile)
        contact_id: int = row.id
        wrong = reference_errors(ctx, fields)
        put_fields(row, fields, japanese=profile.is_japanese, further_errors=wrong)
        check_unique(row)
        with unique_at_last(row):
            Contact.objects.bulk_create([row])
        replace_persons(ctx, row, fields.get("contact_persons", ()))
        settle_portal(row, fields.get("is_portal_enabled"))
        write_address(ctx, row, "billing", fields.get("billing_address", {}))
        write_address(ctx, row, "shipping", fields.get("shipping_address", {}))
        custom = set_custom_values(
            ctx, entity="contact", entity_id=contact_id, given=fields.get("custom_fields"), is_new=True
        )
        write_openings(ctx, row, fields)
        unit.record("contact", contact_id, "created", after=snapshot(contact_id) | custom)
    return contact_id


def _new_contact(ctx: Ctx, profile: OrganizationProfile) -> Contact:
    return Contact(
        organization_id=ctx.organization_id,
        contact_type="customer",
        sub_type="business",
        language_code=profile.language_code,
        currency_code=profile.base_currency,
        payment_terms_code="net:0",
        tax_registration_status="unknown",
        created_at=ctx.now,
        modified_at=ctx.now,
    )
