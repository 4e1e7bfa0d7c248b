"""What settles several documents."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.payments.core.settlement import Ref
from daicho.payments.models import Use as UseRow
from daicho.payments.queries._views import UseView, use_views


def settlements_of_many(ctx: Ctx, *, targets: Collection[Ref]) -> dict[Ref, list[UseView]]:
    """Return document → the uses that settle it, in the order of their days; five statements, none without `targets`.

    `targets` are of one kind. Documents that nothing settles are left out.
    """
    if not targets:
        return {}
    kinds = {kind for kind, _ in targets}
    rows = UseRow.objects.filter(target_kind__in=kinds, target_id__in=[record_id for _, record_id in targets])
    found: dict[Ref, list[UseView]] = {}
    for use in use_views(ctx, list(rows)):
        found.setdefault(use.target.ref, []).append(use)
    return found
