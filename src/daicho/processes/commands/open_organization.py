"""A new organisation with everything it needs from its first day."""

from daicho.kernel.context import Actor, Application, Ctx
from daicho.ledger.commands.seed_chart import seed_chart
from daicho.organizations.commands.create_organization import create_organization
from daicho.organizations.core.organization import OrganizationFields
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading, unit_of_work
from daicho.stock.commands.seed_adjustment_reasons import seed_adjustment_reasons
from daicho.stock.commands.seed_locations import seed_locations
from daicho.taxes.commands.seed_taxes import seed_taxes


def open_organization(  # tidy: allow unauthorised: whoever is signed in may make one
    ctx: Ctx, *, fields: OrganizationFields, application: Application
) -> int:
    """Make an organisation joined to `application` alone, with chart of accounts, taxes and locations; return its id.

    One transaction. Raises what `create_organization` raises.
    """
    with unit_of_work(ctx):
        organization_id = create_organization(ctx, fields=fields, application=application)
        inside = ctx.within(organization_id, Actor(ctx.actor.user_id, ctx.actor.name, frozenset({EVERYTHING})))
        with reading(inside):
            profile = organization_profile(inside)
        seed_chart(inside, country_code=profile.country_code, language_code=profile.language_code)
        seed_taxes(inside, country_code=profile.country_code)
        seed_locations(inside, language_code=profile.language_code)
        seed_adjustment_reasons(inside, language_code=profile.language_code)
    return organization_id
