"""The organisation of the call: profile and preferences."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.models import Organization
from daicho.organizations.queries._profiles import profiles_of


def organization_profile(ctx: Ctx) -> OrganizationProfile:
    """Return the profile of the organisation in `ctx`; two statements. Raises NotFound."""
    found = profiles_of(Organization.objects.filter(id=ctx.organization_id))
    if not found:
        raise NotFound(_("Organization does not exist."))
    return found[0]
