"""Which movements count."""

from datetime import datetime

from django.db.models import Q

from daicho.stock.models import Retraction


def counting(known_at: datetime | None = None) -> Q:
    """Return the condition (on StockEventRow) of movements that count, or counted by what was recorded then."""
    if known_at is None:
        return Q(retractions__isnull=True)
    gone = Retraction.objects.filter(recorded_at__lte=known_at).values("event_id")
    return Q(recorded_at__lte=known_at) & ~Q(id__in=gone)
