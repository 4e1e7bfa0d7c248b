"""What the organisations of the demo sold and bought: the same for the same day, whatever the machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from daicho.documents.core.state import Action

DAYS = 150
"""How far back the orders go."""
_MANY = 20
"""Of so many orders some of the last are drafts, of fewer only the last one."""


@dataclass(frozen=True, slots=True)
class Party:
    """A customer or vendor; `rate` is what one unit of its currency is worth (1: the base currency)."""

    contact_id: int
    currency_code: str
    rate: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Article:
    """An item with its price in the base currency; `vendor_id` None where it is not bought."""

    item_id: int
    price: Decimal
    cost: Decimal
    tax_id: int | None
    vendor_id: int | None


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line of an order; `discount` is "" or a percentage."""

    item_id: int
    tax_id: int | None
    quantity: int
    rate: Decimal
    discount: str


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """An order and what became of it: the actions done to it after it was made (none: a draft)."""

    purchase: bool
    day: date
    due: date | None
    party: Party
    reference: str
    lines: tuple[PlannedLine, ...]
    actions: tuple[Action, ...]


def planned_orders(
    seed: str,
    today: date,
    customers: Sequence[Party],
    vendors: Sequence[Party],
    articles: Sequence[Article],
    *,
    counts: tuple[int, int],
) -> list[PlannedOrder]:
    """Return the orders of the last months in the order of their days; `counts`: of sales, of purchases."""
    sales, purchases = counts
    source = Random(seed)  # noqa: S311 - the same every time is what is wanted
    orders = [_sale(source, today, customers, articles, number, sales) for number in range(sales)]
    bought = {
        vendor.contact_id: [each for each in articles if each.vendor_id == vendor.contact_id] for vendor in vendors
    }
    sellers = [vendor for vendor in vendors if bought[vendor.contact_id]]
    for number in range(purchases):
        vendor = sellers[number % len(sellers)]
        orders.append(_purchase(source, today, vendor, bought[vendor.contact_id], number, purchases))
    return sorted(orders, key=lambda order: (order.day, order.purchase))


def _sale(
    source: Random, today: date, customers: Sequence[Party], articles: Sequence[Article], number: int, count: int
) -> PlannedOrder:
    day = _day(source, today, number, count)
    customer = customers[number % len(customers)] if number < len(customers) else source.choice(customers)
    chosen = source.sample(articles, source.randint(1, min(6, len(articles))))
    lines = tuple(_line(source, each, _in_currency(each.price, customer), discounted=True) for each in chosen)
    left = count - number
    actions: tuple[Action, ...] = (Action.OPEN,)
    if left in ({1, 2, 5} if count >= _MANY else {1}):
        actions = ()
    elif number % 23 == 7:
        actions = (Action.OPEN, Action.VOID)
    return PlannedOrder(
        purchase=False,
        day=day,
        due=_due(source, today, day, number, 3, 14),
        party=customer,
        reference=f"PO-{source.randint(1000, 9999)}" if number % 3 == 0 else "",
        lines=lines,
        actions=actions,
    )


def _purchase(
    source: Random, today: date, vendor: Party, articles: Sequence[Article], number: int, count: int
) -> PlannedOrder:
    day = _day(source, today, number, count)
    chosen = source.sample(articles, source.randint(1, min(5, len(articles))))
    left = count - number
    actions: tuple[Action, ...] = (Action.OPEN,)
    if left in ({1, 3} if count >= _MANY else {1}):
        actions = ()
    elif number % 17 == 5:
        actions = (Action.OPEN, Action.CANCEL)
    elif left > count // 2:
        actions = (Action.OPEN, Action.BILL)
    return PlannedOrder(
        purchase=True,
        day=day,
        due=_due(source, today, day, number, 7, 21),
        party=vendor,
        reference="",
        lines=tuple(_line(source, each, _in_currency(each.cost, vendor), discounted=False) for each in chosen),
        actions=actions,
    )


def _line(source: Random, article: Article, rate: Decimal, *, discounted: bool) -> PlannedLine:
    few = article.price > 2000 or not article.vendor_id
    quantity = source.choice((1, 2, 3, 4, 6, 8)) if few else source.choice((6, 10, 12, 20, 24, 30, 48))
    discount = source.choice(("", "", "", "", "5%", "10%")) if discounted else ""
    return PlannedLine(article.item_id, article.tax_id, quantity, rate, discount)


def _in_currency(amount: Decimal, party: Party) -> Decimal:
    return amount if party.rate == 1 else (amount * (1 / party.rate)).quantize(Decimal("0.01"))


def _due(source: Random, today: date, day: date, number: int, *days: int) -> date | None:
    """Return a day so many days later; most orders of long ago have none, so that few are overdue."""
    due = day + timedelta(days=source.randint(*days))
    return None if due < today - timedelta(days=7) and number % 9 else due


def _day(source: Random, today: date, number: int, count: int) -> date:
    """Return a working day; the later the number, the later the day, the last of all today or just before."""
    day = today - timedelta(days=(count - 1 - number) * DAYS // count + source.randint(0, 1))
    return day - timedelta(days=max(0, day.weekday() - 4))
