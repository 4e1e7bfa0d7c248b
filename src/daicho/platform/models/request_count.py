"""How many requests came in the running minute."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField


class RequestCount(models.Model):
    """Requests of one organisation (or, outside of all, of one person) in one minute since 1970."""

    subject_id = SnowflakeField(primary_key=True)
    minute = models.BigIntegerField()
    requests = models.IntegerField()
