"""Documents that move stock, for tests of the engine: movements and ledger lines without a document around them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO
from daicho.ledger.core.posting import Amount, Line, Slot, Source
from daicho.ledger.queries.system_account import system_account
from daicho.platform.db.ids import new_id
from daicho.platform.work import reading, unit_of_work
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.models import Batch, Location
from tests.build.catalog import make_item
from tests.build.context import NOW
from tests.build.organization import make_organization


@dataclass
class Shop:
    """An organisation with a location, items, and documents by name."""

    ctx: Ctx
    location_id: int
    items: list[int]
    accounts: dict[str, int]
    documents: dict[str, tuple[Source, dict[str, int]]] = field(default_factory=dict)
    batches: dict[int, int] = field(default_factory=dict)
    """Batch → its item."""

    def keep_in_batches(self) -> None:
        """Let the first two of `items` be batches of the first item from now on."""
        item_id = self.items[0]
        made = [Batch(organization_id=self.ctx.organization_id, item_id=item_id, number=f"L{n}") for n in range(2)]
        with unit_of_work(self.ctx):
            Item.objects.filter(id=item_id).update(tracking="batch")
            Batch.objects.bulk_create(made)
        self.items[:2] = [batch.id for batch in made]
        self.batches = {batch.id: item_id for batch in made}

    def item_of(self, item: int) -> int:
        """Return the item that the number `item` of `items` means."""
        return self.batches.get(self.items[item], self.items[item])

    def of_batch(self, movement: Movement) -> Movement:
        """Return a movement of what `items` names, as one of its batch; physical stock knows none."""
        item_id, batch_id = self.batches.get(movement.item_id), movement.item_id
        if item_id is None:
            return movement
        return movement._replace(item_id=item_id, batch_id=batch_id if Stock.ACCOUNTING in movement.stock else None)

    def source(self, name: str, line: str = "1") -> tuple[Source, int]:
        """Return the document `name` and the id of its line, made when first asked for."""
        source, lines = self.documents.setdefault(name, (Source("document", new_id(), name), {}))
        return source, lines.setdefault(line, new_id())

    def movement(
        self,
        name: str,
        kind: Kind,
        quantity: int,
        day: date,
        *,
        value: int | None = None,
        item: int = 0,
        of: str | None = None,
        follows: date | None = None,
        rate: int = 0,
        line: str = "1",
    ) -> Movement:
        """Return a movement of `quantity` whole units; `of` names the document whose lot or outflow is meant."""
        _, line_id = self.source(name, line)
        return Movement(
            line_id=line_id,
            item_id=self.items[item],
            location_id=self.location_id,
            kind=kind,
            stock=Stock.BOTH,
            day=day,
            number=name,
            position=1,
            quantity=quantity * MICRO,
            inventory_account_id=self.accounts["inventory_asset"],
            contra_account_id=self.accounts["cogs_default"],
            cost_account_id=self.accounts["cogs_default"],
            value=value,
            fallback=rate * quantity,
            lot=self.source(of)[1] if of else None,
            follows=follows,
        )

    def post(self, name: str, *movements: Movement, is_new: bool = False) -> None:
        """Post the document; what it values itself is owed to vendors, in the movement's currency."""
        source, _ = self.source(name)
        movements = tuple(map(self.of_batch, movements))
        lines = [
            Line(
                Slot(m.day, self.accounts["accounts_payable"], 5, currency=m.currency or "JPY"),
                -Amount(m.value or 0, (m.value or 0) if m.own_value is None else m.own_value),
            )
            for m in movements
            if m.is_valued
        ]
        post_effects(self.ctx, source=source, lines=lines, movements=movements, base_currency="JPY", is_new=is_new)


def make_shop(items: int = 1, method: str = "fifo") -> Shop:
    """Return a shop with items valued by `method`."""
    ctx = make_organization(application="inventory")
    with unit_of_work(ctx):
        location = Location(organization_id=ctx.organization_id, name="Shop", created_at=NOW, modified_at=NOW)
        Location.objects.bulk_create([location])
    made = [
        make_item(ctx, name=f"Item {n}", item_type="inventory", inventory_valuation_method=method) for n in range(items)
    ]
    with reading(ctx):
        keys = ("inventory_asset", "cogs_default", "accounts_payable")
        accounts = {key: system_account(ctx, key) for key in keys}
    return Shop(ctx, location.id, made, accounts)


Parts = Sequence[tuple[int, int]]
"""(number of an item, quantity)."""


def assembly(
    shop: Shop, name: str, day: date, gone: Parts, made: Parts, *, services: int | None = None
) -> list[Movement]:
    """Return the movements of an assembly: `gone` and `made` are (item, quantity); services go to what is made."""
    source, _ = shop.source(name)
    movements = []
    for position, (kind, (item, quantity)) in enumerate(
        [*((Kind.OUTFLOW, part) for part in gone), *((Kind.INFLOW, part) for part in made)], 1
    ):
        value = services if kind is Kind.INFLOW else None
        plain = shop.movement(name, kind, quantity, day, value=value, item=item, rate=item + 1, line=f"{position}")
        movements.append(
            plain._replace(position=position, contra_account_id=0, assembly_id=source.source_id, follows=None)
        )
    return movements
