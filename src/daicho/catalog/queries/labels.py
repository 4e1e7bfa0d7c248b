"""Words that items share."""

from daicho.catalog.models import Label
from daicho.kernel.context import Ctx


def labels(ctx: Ctx, *, kind: str) -> list[str]:
    """Return the names of all categories, brands or manufacturers that items have had, in their order."""
    del ctx  # the organisation is in scope
    return list(Label.objects.filter(kind=kind).order_by("name").values_list("name", flat=True))
