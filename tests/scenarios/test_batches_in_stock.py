"""A batch through the warehouse: counted in, sent to another place, put into what is made; each batch costs its own."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.kernel.measure import MICRO
from daicho.ledger.models import JournalLine
from daicho.ledger.queries.system_account import system_account
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.create_assembly import create_assembly
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.commands.delete_adjustment import delete_adjustment
from daicho.stock.core.batches import NamedBatch
from daicho.stock.queries.adjustment_detail import adjustment_detail
from daicho.stock.queries.assembly_detail import assembly_detail
from daicho.stock.queries.batches_on_hand import batches_on_hand
from daicho.stock.queries.locations import locations
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


class Warehouse:
    """The organisation: flour in batches, bread made of it in batches."""

    def __init__(self):
        self.ctx = make_organization(opening_date=date(2026, 1, 1))
        self.osaka = create_location(self.ctx, fields={"name": "Osaka"})
        with reading(self.ctx):
            self.home = next(place.location_id for place in locations(self.ctx) if place.is_primary)
        self.flour = make_item(self.ctx, "Flour", tracking="batch")
        self.bread = make_composite(self.ctx, {self.flour: 2}, "Bread", tracking="batch")

    def adjust(self, day, quantity, batches, rate=None):
        line = {"item_id": self.flour, "quantity": Decimal(quantity), "batches": batches}
        line |= {"rate": Decimal(rate)} if rate is not None else {}
        return create_adjustment(self.ctx, fields={"date": day, "reason": "棚卸", "lines": [line]})

    def worth(self, adjustment_id):
        with reading(self.ctx):
            return adjustment_detail(self.ctx, adjustment_id=adjustment_id).total.minor

    def there(self):
        with reading(self.ctx):
            found = batches_on_hand(self.ctx, item_ids=[self.flour, self.bread])
            return {
                batch.number: {place: quantity // MICRO for place, quantity in batch.by_location.items()}
                for batch in found
            }

    def books(self):
        with reading(self.ctx):
            account = system_account(self.ctx, "inventory_asset")
            return sum(JournalLine.objects.filter(account_id=account).values_list("amount_minor", flat=True))


def test_each_batch_goes_its_own_way_at_its_own_cost():
    shop = Warehouse()
    a = NamedBatch(6 * MICRO, number="A", expires_on=date(2026, 9, 1))
    b = NamedBatch(4 * MICRO, number="B", manufacturer_number="M-7", expires_on=date(2026, 8, 1))
    shop.adjust(date(2026, 3, 1), 10, [a, b], rate=100)
    assert shop.there() == {"B": {shop.home: 4}, "A": {shop.home: 6}}
    lost_a = shop.adjust(date(2026, 4, 1), -2, [NamedBatch(2 * MICRO, number="A")])
    lost_b = shop.adjust(date(2026, 4, 2), -2, [NamedBatch(2 * MICRO, number="B")])
    assert (shop.worth(lost_a), shop.worth(lost_b)) == (-200, -200)

    moved = {"item_id": shop.flour, "quantity": Decimal(3), "batches": [NamedBatch(3 * MICRO, number="A")]}
    ends = {"from_location_id": shop.home, "to_location_id": shop.osaka, "is_intransit_order": False}
    create_transfer(shop.ctx, fields={"date": date(2026, 4, 10), **ends, "lines": [moved]})
    assert shop.there()["A"] == {shop.home: 1, shop.osaka: 3}

    part = {"item_id": shop.flour, "quantity": Decimal(2), "batches": [NamedBatch(2 * MICRO, number="A")]}
    made = [NamedBatch(MICRO, number="BR-1")]
    head = {"item_id": shop.bread, "quantity": Decimal(1), "location_id": shop.osaka, "date": date(2026, 5, 1)}
    assembly = create_assembly(shop.ctx, fields={**head, "lines": [part], "batches": made})
    with reading(shop.ctx):
        assert assembly_detail(shop.ctx, assembly_id=assembly).total.minor == 200
    assert verify(shop.ctx) == []

    late = shop.adjust(date(2026, 2, 1), 1, [NamedBatch(MICRO, number="A")], rate=700)
    assert (shop.worth(lost_a), shop.worth(lost_b)) == (-800, -200)
    with reading(shop.ctx):
        view = assembly_detail(shop.ctx, assembly_id=assembly)
    assert (view.total.minor, [line.total.minor for line in view.lines]) == (200, [200])
    assert verify(shop.ctx) == []
    assert shop.books() == 1000 + 700 - 800 - 200

    delete_adjustment(shop.ctx, adjustment_id=late)
    assert (shop.worth(lost_a), shop.worth(lost_b)) == (-200, -200)
    assert verify(shop.ctx) == []
