"""The organisation of the call: profile and preferences."""

from django.db.models import QuerySet

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.models import Organization
from daicho.organizations.queries._profiles import joined_states, profile_of, with_joined_states
from daicho.platform.db.fixed import fixed
from daicho.platform.memory import remembered


@remembered
def organization_profile(ctx: Ctx) -> OrganizationProfile:
    """Return the profile of the organisation in `ctx`; one statement, once in a reading. Raises NotFound."""
    found = _own(ctx.organization_id)
    if not found:
        raise NotFound(_("Organization does not exist."))
    return profile_of(found[0], joined_states(found[0]))


@fixed
def _own(organization_id: int) -> QuerySet[Organization]:
    return with_joined_states(Organization.objects.filter(id=organization_id))
