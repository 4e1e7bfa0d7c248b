"""Tables that the database layer itself needs: leased node numbers, organisations being erased."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField


class NodeLease(models.Model):
    """One row per node number that was ever used; free once `until` has passed (see db.ids)."""

    node = models.SmallIntegerField(primary_key=True)
    holder = models.CharField(max_length=200)
    until = models.DateTimeField()

    class Meta:
        app_label = "platform"


class Erasure(models.Model):
    """An organisation whose rows are being erased in this transaction."""

    organization_id = SnowflakeField(primary_key=True)

    class Meta:
        app_label = "platform"
