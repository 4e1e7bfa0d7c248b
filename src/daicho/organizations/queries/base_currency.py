"""The currency the books are kept in."""

from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile


def base_currency(ctx: Ctx) -> str:
    """Return the code of the organisation's base currency."""
    return organization_profile(ctx).base_currency
