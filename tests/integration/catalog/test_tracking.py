"""Items that are kept in batches or by serial numbers."""

import pytest

from daicho.catalog.commands.import_items import import_items
from daicho.catalog.commands.update_item import update_item
from daicho.catalog.queries.item_card import item_card
from daicho.kernel.errors import InvalidInput
from daicho.platform.work import reading
from tests.build.catalog import make_item
from tests.build.context import context
from tests.build.ledger import make_chart

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    ctx = context()
    make_chart(ctx)
    return ctx


def tracking(ctx, item_id):
    with reading(ctx):
        return item_card(ctx, item_ids=[item_id])[item_id].tracking


def test_what_is_kept_in_stock_may_be_kept_in_batches_until_something_names_it(ctx):
    tea = make_item(ctx, tracking="batch")
    assert tracking(ctx, tea) == "batch"
    update_item(ctx, item_id=tea, fields={"tracking": "serial"})
    assert tracking(ctx, tea) == "serial"
    make_item(ctx, "Box", combo_type="assembly", components=[{"item_id": tea, "quantity_micro": 10**6}])
    with pytest.raises(InvalidInput) as caught:
        update_item(ctx, item_id=tea, fields={"tracking": ""})
    assert [error.field for error in caught.value.errors] == ["tracking"]
    result = import_items(ctx, rows=[{"name": "Green tea", "tracking": "batch"}], existing="update")
    assert [fault.error.field for fault in result.faults] == ["tracking"]
    assert tracking(ctx, tea) == "serial"


def test_opening_stock_is_entered_where_batches_can_be_named(ctx):
    opening = [{"location_id": None, "quantity_micro": 10**6, "rate_micro": 10**6}]
    with pytest.raises(InvalidInput, match="adjustment") as caught:
        make_item(ctx, tracking="batch", opening_stock=opening)
    assert [error.field for error in caught.value.errors] == ["initial_stock"]


@pytest.mark.parametrize("fields", [{"item_type": "sales"}, {"tracking": "colour"}], ids=["no stock", "unknown"])
def test_what_cannot_be_tracked_is_refused_by_name_of_the_field(ctx, fields):
    with pytest.raises(InvalidInput) as caught:
        make_item(ctx, **{"tracking": "batch", **fields})
    assert [error.field for error in caught.value.errors] == ["tracking"]


def test_a_kit_has_no_components_whose_batches_would_have_to_be_named(ctx):
    tea = make_item(ctx, tracking="batch")
    components = [{"item_id": tea, "quantity_micro": 10**6}]
    with pytest.raises(InvalidInput, match="batches or by serial numbers") as caught:
        make_item(ctx, "Set", item_type="sales", combo_type="kit", components=components)
    assert [error.field for error in caught.value.errors] == ["mapped_items[0].item_id"]
