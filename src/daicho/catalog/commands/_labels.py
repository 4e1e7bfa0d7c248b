"""Words that items share get an id of their own."""

from collections.abc import Iterable, Mapping

from daicho.catalog.core.item import LABELS
from daicho.catalog.models import Label
from daicho.kernel.context import Ctx


def keep_labels(ctx: Ctx, items: Iterable[Mapping[str, object]]) -> None:
    """Keep the categories, brands and manufacturers of these items (by column) where they are new."""
    wanted = {(kind, str(item[kind])) for item in items for kind in LABELS if item.get(kind)}
    if not wanted:
        return
    names = {name for _kind, name in wanted}
    known = set(Label.objects.filter(name__in=names).values_list("kind", "name"))
    Label.objects.bulk_create(
        [Label(organization_id=ctx.organization_id, kind=kind, name=name) for kind, name in sorted(wanted - known)],
        ignore_conflicts=True,
    )
