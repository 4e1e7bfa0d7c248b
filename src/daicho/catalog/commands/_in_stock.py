"""What of items stays as it is once there is stock of them."""

from collections.abc import Collection, Iterator, Mapping

from daicho.catalog.models import OpeningStock
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError
from daicho.kernel.text import noop as _
from daicho.platform.usage import in_use

RETRACKED = _("'%(name)s' has transactions or opening stock: whether it is kept in stock cannot be changed.")


def with_stock(ctx: Ctx, item_ids: Collection[int]) -> set[int]:
    """Return those of these items that have opening stock or stand in a document."""
    stocked = OpeningStock.objects.filter(item_id__in=item_ids, quantity_micro__gt=0)
    return set(stocked.values_list("item_id", flat=True)) | in_use(ctx, entity="item", ids=item_ids)


def moved_account(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[FieldError]:
    """Yield what is wrong with another inventory account: what came into the one would go out of the other."""
    field = "inventory_account_id"
    if before.get(field) and before[field] != after[field]:
        message = _("'%(name)s' has transactions or opening stock: its inventory account cannot be changed.")
        yield FieldError(field, message, {"name": before["name"]})


def renumbered(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[FieldError]:
    """Yield what is wrong with keeping an item in batches or by serial numbers no longer, or only now."""
    field = "tracking"
    if before and before[field] != after[field]:
        message = _(
            "'%(name)s' stands in documents or recipes, or has batches or opening stock: whether it is kept in batches "
            "or by serial numbers cannot be changed."
        )
        yield FieldError(field, message, {"name": before["name"]})


def retracked(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[FieldError]:
    """Yield what is wrong with keeping an item in stock no longer, or only now (behaviour.md 2.2)."""
    field = "item_type"
    if before and (before[field] == "inventory") != (after[field] == "inventory"):
        yield FieldError(field, RETRACKED, {"name": before["name"]})
