"""Leases of node numbers."""

from django.db import models


class NodeLease(models.Model):
    """One row per node number that was ever used; free once `until` has passed (see db.ids)."""

    node = models.SmallIntegerField(primary_key=True)
    holder = models.CharField(max_length=200)
    until = models.DateTimeField()
