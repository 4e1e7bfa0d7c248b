"""The table behind Django's database cache, so that counters hold over all processes."""

from django.db import models


class CacheEntry(models.Model):
    """A row of `django.core.cache.backends.db.DatabaseCache`, which fixes the columns and is its only user."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "identity_cache"
