"""How a person likes to see a list."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class SavedView(TenantModel):
    """A named view of a list, or, with an empty name, the columns a person has chosen for it.

    `parameters` is the query string of the list, `columns` the names of the columns, by commas.
    """

    list_name = models.CharField(max_length=60)
    user_id = SnowflakeField()
    name = models.CharField(max_length=80, blank=True)
    shared = models.BooleanField(default=False)
    parameters = models.TextField(blank=True)
    columns = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "list_name", "user_id", "name"], name="platform_view_once"
            ),
        ]
