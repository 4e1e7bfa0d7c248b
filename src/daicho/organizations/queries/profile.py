"""The organisation of the call: profile and preferences."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.models import Organization
from daicho.organizations.queries._profiles import profiles_of
from daicho.platform.memory import remembered


@remembered
def organization_profile(ctx: Ctx) -> OrganizationProfile:
    """Return the profile of the organisation in `ctx`; one statement, once in a reading. Raises NotFound."""
    found = profiles_of(Organization.objects.filter(id=ctx.organization_id))
    if not found:
        raise NotFound(_("Organization does not exist."))
    return found[0]
