"""Changing a location."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.stock.commands._location_values import location_values
from daicho.stock.commands.locks import locked_location
from daicho.stock.core.location import LocationFields
from daicho.stock.models import Location


def update_location(ctx: Ctx, *, location_id: int, fields: LocationFields) -> None:
    """Change a location; absent keys stay. Raises NotFound, InvalidInput."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = locked_location(location_id)
        values = location_values(fields, row)
        before = {column: getattr(row, column) for column in values}
        Location.objects.filter(id=location_id).update(**values, modified_at=ctx.now)
        changed = [column for column in values if before[column] != values[column]]
        unit.record(
            "location",
            location_id,
            "updated",
            before={column: before[column] for column in changed},
            after={column: values[column] for column in changed},
        )
