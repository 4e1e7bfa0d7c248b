"""The locations every organisation begins with."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.stock.core.location import PRIMARY_NAME, PRIMARY_NAMES, TRANSIT_NAME, TRANSIT_NAMES
from daicho.stock.models import Location


# tidy: allow unauthorised: part of opening an organisation
def seed_locations(ctx: Ctx, *, language_code: str) -> None:
    """Make the primary location and the virtual one for goods in transit, named in the organisation's language."""
    names = (
        (PRIMARY_NAMES.get(language_code, PRIMARY_NAME), {"is_primary": True}),
        (TRANSIT_NAMES.get(language_code, TRANSIT_NAME), {"is_transit": True}),
    )
    with unit_of_work(ctx) as unit:
        rows = [
            Location(organization_id=ctx.organization_id, name=name, created_at=ctx.now, modified_at=ctx.now, **role)
            for name, role in names
        ]
        Location.objects.bulk_create(rows)
        for row in rows:
            unit.record("location", row.id, "created", after={"name": row.name})
