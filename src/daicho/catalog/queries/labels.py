"""Words that items share."""

from daicho.catalog.core.item import LABELS
from daicho.catalog.models import Label
from daicho.kernel.context import Ctx


def labels(ctx: Ctx) -> dict[str, list[str]]:
    """Return the names of all categories, brands and manufacturers that items have had, by kind in their order."""
    del ctx  # the organisation is in scope
    found: dict[str, list[str]] = {kind: [] for kind in LABELS}
    for kind, name in Label.objects.order_by("name").values_list("kind", "name"):
        found[kind].append(name)
    return found
