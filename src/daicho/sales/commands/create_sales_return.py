"""Make a sales return of an order or an invoice."""

from daicho.documents.commands._portions import series_number
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.sales.commands._return import (
    NUMBER,
    header_columns,
    locked_sources,
    prepared_rows,
    refuse_excess,
    refuse_unshipped,
    snapshot,
    write_lines,
)
from daicho.sales.core.sales_return import ENTITY, ReturnFields, State
from daicho.sales.models import SalesReturn


def create_sales_return(
    ctx: Ctx, *, order_id: int | None = None, invoice_id: int | None = None, fields: ReturnFields
) -> int:
    """Make a return of shipped goods and return its id; without lines everything comes back that can.

    One of order and invoice is needed; it is approved unless `fields` say draft. Raises NotFound; InvalidInput with
    every fault at once; RuleBroken: 4016 without lines, 4821 for more than was shipped and is on no other return.
    """
    ctx.require("salesreturns.create")
    with unit_of_work(ctx) as unit:
        orders, invoice = locked_sources(order_id, invoice_id)
        source = invoice or orders[0]
        refuse_unshipped(source)
        if (state := fields.get("state", State.APPROVED)) not in set(State):
            raise invalid("status", _("Invalid value passed for %(field)s"), {"field": "status"})
        columns = header_columns(ctx, fields, None)
        row = SalesReturn(
            id=new_id(),
            organization_id=ctx.organization_id,
            contact_id=source.contact_id,
            order_id=orders[0].id if len(orders) == 1 else None,
            invoice_id=invoice_id,
            state=state,
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **columns,
        )
        rows = prepared_rows(ctx, row, fields.get("lines"), [])
        refuse_excess(ctx, row, rows)
        custom = set_custom_values(ctx, entity=ENTITY, entity_id=row.id, given=fields.get("custom_fields"), is_new=True)
        profile = organization_profile(ctx)
        row.number = series_number(
            ctx, SalesReturn, ENTITY, fields.get("number", ""), name=NUMBER, day=row.date, profile=profile
        )
        SalesReturn.objects.bulk_create([row])
        write_lines(ctx, row.id, rows, [])
        unit.record(ENTITY, row.id, "created", after={**snapshot(row, rows), **custom})
    return int(row.id)
