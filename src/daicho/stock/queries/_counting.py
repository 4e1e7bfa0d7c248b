"""Which movements count, and to which cost pools they belong."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from daicho.stock.models import Retraction


def counting(known_at: datetime | None = None) -> Q:
    """Return the condition (on StockEventRow) of movements that count, or counted by what was recorded then."""
    if known_at is None:
        return Q(retractions__isnull=True)
    gone = Retraction.objects.filter(recorded_at__lte=known_at).values("event_id")
    return Q(recorded_at__lte=known_at) & ~Q(id__in=gone)


def of_pools(keys: Collection[int]) -> Q:
    """Return the condition of what belongs to the pools of these batches, or of these items without any."""
    return Q(batch_id__in=keys) | Q(item_id__in=keys, batch_id__isnull=True)


def pool_key() -> Coalesce:
    """Return the pool of a row (Movement.pool_key)."""
    return Coalesce("batch_id", "item_id")
