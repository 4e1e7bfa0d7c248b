"""A new location."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.stock.commands._location_values import location_values
from daicho.stock.core.location import LocationFields
from daicho.stock.models import Location


def create_location(ctx: Ctx, *, fields: LocationFields) -> int:
    """Create an active location and return its id. Raises InvalidInput with every fault at once."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        values = location_values(fields, None)
        row = Location(organization_id=ctx.organization_id, created_at=ctx.now, modified_at=ctx.now, **values)
        Location.objects.bulk_create([row])
        unit.record("location", row.id, "created", after={name: value for name, value in values.items() if value})
    return int(row.id)
