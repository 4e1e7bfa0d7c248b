"""Numbering series."""

from django.db import models

from daicho.platform.db.models import TenantModel


class NumberSeries(TenantModel):
    """The next number of one kind of document, e.g. prefix "SO-", next 1, digits 5 → SO-00001.

    Where it restarts each fiscal year, `next_number` is that of the year that begins on `fiscal_year_start`, and
    `other_years` tells those of other years by their first day.
    """

    kind = models.CharField(max_length=40)
    prefix = models.CharField(max_length=40, blank=True)
    next_number = models.BigIntegerField(default=1)
    digits = models.SmallIntegerField(default=5)
    restarts_each_fiscal_year = models.BooleanField(default=False)
    fiscal_year_start = models.DateField(null=True)
    other_years = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "kind"], name="platform_series_once")]
