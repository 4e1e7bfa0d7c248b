"""Make an organisation, joined to one application alone."""

from typing import cast

from daicho.identity.queries.people import people
from daicho.kernel.context import Actor, Application, Ctx
from daicho.kernel.errors import Forbidden, InvalidInput, duplicate, missing
from daicho.kernel.text import noop as _
from daicho.organizations.commands._fields import checked_fields, country_code_of, put_fields
from daicho.organizations.commands._first_rows import first_rows
from daicho.organizations.core.organization import OrganizationFields, country_defaults
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.models import Organization
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


def create_organization(  # tidy: allow unauthorised: whoever is signed in may make one
    ctx: Ctx, *, fields: OrganizationFields, application: Application
) -> int:
    """Make an organisation with roles, currencies, number series and the caller as its administrator; return its id.

    What `fields` lacks comes from the country. Raises Forbidden without a person, InvalidInput for wrong fields.
    """
    person = people([ctx.actor.user_id or 0]).get(ctx.actor.user_id or 0)
    if person is None:
        raise Forbidden(_("You are not authorized to perform this operation"))
    if not fields.get("name", "").strip():
        raise InvalidInput([missing("name")])
    country_code = country_code_of(fields)
    given = cast(OrganizationFields, {name: value for name, value in fields.items() if value not in {"", None}})
    values = country_defaults(country_code) | given
    values = checked_fields(values, country_code=country_code, business_type="corporation")
    organization_id = new_id()
    values.setdefault("portal_name", f"portal{organization_id}")
    inside = ctx.within(organization_id, Actor(person.user_id, person.name, frozenset({EVERYTHING})))
    with unit_of_work(inside) as unit:
        if Organization.objects.filter(portal_name=values["portal_name"]).exists():
            raise InvalidInput([duplicate("portal_name", values["portal_name"])])
        row = Organization(
            id=organization_id,
            country_code=country_code,
            base_currency=values["currency_code"],
            created_by=person.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        put_fields(row, values)
        Organization.objects.bulk_create([row])
        first_rows(inside, application=application, base_currency=row.base_currency, email=person.email)
        after = {"name": row.name, "application": application, "base_currency": row.base_currency}
        unit.record("organization", organization_id, "created", after=after)
    return organization_id
