"""The currency the books are kept in."""

from daicho.kernel.context import Ctx
from daicho.organizations.models import Organization


def base_currency(ctx: Ctx) -> str:
    """Return the code of the organisation's base currency; one statement."""
    return Organization.objects.values_list("base_currency", flat=True).get(id=ctx.organization_id)
