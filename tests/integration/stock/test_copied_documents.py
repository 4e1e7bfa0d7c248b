"""A copy of an organisation goes on with its documents of stock."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.commands.set_opening_stock import set_opening_stock
from daicho.catalog.queries.item_choices import item_choices
from daicho.kernel.measure import MICRO
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from daicho.processes.commands.clone_organization import clone_organization
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.commands.delete_adjustment import delete_adjustment
from daicho.stock.commands.delete_transfers import delete_transfers
from daicho.stock.queries.list_adjustments import list_adjustments
from daicho.stock.queries.list_transfers import list_transfers
from daicho.stock.queries.locations import locations
from tests.build.catalog import make_item
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


def place(quantity):
    return {"location_id": None, "quantity_micro": quantity * MICRO, "rate_micro": 100 * MICRO}


def test_a_copy_can_change_and_delete_what_it_copied():
    ctx = make_organization()
    tea = make_item(ctx, "Tea", opening_stock=[place(10)])
    osaka = create_location(ctx, fields={"name": "Osaka"})
    with reading(ctx):
        home = next(found.location_id for found in locations(ctx) if found.is_primary)
    line = {"item_id": tea, "quantity": Decimal(5), "rate": Decimal(120)}
    create_adjustment(ctx, fields={"date": date(2026, 5, 1), "reason": "棚卸", "lines": [line]})
    ends = {"from_location_id": home, "to_location_id": osaka, "is_intransit_order": True}
    create_transfer(ctx, fields={"date": date(2026, 5, 2), **ends, "lines": [{"item_id": tea, "quantity": Decimal(3)}]})
    made = clone_organization(ctx, organization_id=ctx.organization_id, name="Copy", include="everything")
    copy = replace(ctx, organization_id=made)
    assert verify(copy) == []
    with reading(copy):
        (adjustment,) = list_adjustments(copy, criteria=Criteria()).rows
        (transfer,) = list_transfers(copy, criteria=Criteria()).rows
        (card,) = item_choices(copy, text="Tea")
    assert adjustment.total.minor == 600
    delete_adjustment(copy, adjustment_id=adjustment.adjustment_id)
    delete_transfers(copy, transfer_ids=[transfer.transfer_id])
    set_opening_stock(copy, item_id=card.item_id, rows=[place(2)])
    assert verify(copy) == []
    assert verify(ctx) == []


def test_a_copy_of_the_settings_has_the_locations():
    ctx = make_organization()
    create_location(ctx, fields={"name": "Osaka"})
    made = clone_organization(ctx, organization_id=ctx.organization_id, name="Copy", include="settings")
    copy = replace(ctx, organization_id=made)
    with reading(copy):
        assert [found.name for found in locations(copy, with_transit=True)] == ["本社", "Osaka", "輸送中"]
    assert make_item(copy, "Tea", opening_stock=[place(1)])
    assert verify(copy) == []
