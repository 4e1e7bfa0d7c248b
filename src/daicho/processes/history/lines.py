"""The lines of documents: what is sold and bought at once."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from random import Random

from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.kernel.context import Ctx
from daicho.processes.history.cast import Article, Party
from daicho.processes.history.teller import Teller
from daicho.processes.history.world import rate_on

_CENT = Decimal("0.01")
_DISCOUNTS = ("", "", "", "", "", "5%", "10%")
_FEW, _MANY = (1, 2, 3, 4, 6, 8), (6, 10, 12, 20, 24, 30)
_DEAR = {"JPY": 2000, "USD": 20}


def fields_of(teller: Teller, ctx: Ctx, party: Party, lines: Sequence[LineFields]) -> DocumentFields:
    """Return the fields of a document of today with these lines, at the rate of the day for a foreign party."""
    fields = DocumentFields(contact_id=party.contact_id, date=ctx.today, lines=lines)
    if party.is_foreign:
        fields["currency_code"] = party.currency_code
        fields["exchange_rate"] = rate_on(teller.cast, party.currency_code, ctx.today)
    return fields


def sold_lines(teller: Teller, dice: Random, party: Party) -> list[LineFields]:
    """Return what a customer takes of what can be promised, and promise it; nothing where there is nothing."""
    chosen = dice.sample(teller.cast.articles, min(dice.choice((1, 2, 2, 3, 3, 4, 5)), len(teller.cast.articles)))
    lines = []
    for article in chosen:
        quantity = dice.choice(_quantities(teller, article))
        if article.is_goods:
            quantity = min(quantity, teller.stock[article.item_id])
            teller.stock[article.item_id] -= max(quantity, 0)
        if quantity > 0:
            lines.append(_line(teller, article, party, quantity, article.price, dice.choice(_DISCOUNTS)))
    return lines


def offered_lines(teller: Teller, dice: Random, party: Party) -> list[LineFields]:
    """Return what is offered to a customer: nothing is promised by it."""
    articles = teller.cast.articles
    chosen = dice.sample(articles, min(dice.choice((1, 2, 3, 4)), len(articles)))
    return [
        _line(teller, article, party, dice.choice(_quantities(teller, article)), article.price, "")
        for article in chosen
    ]


def promise(teller: Teller, lines: Sequence[LineFields]) -> bool:
    """Promise the goods of these lines where all of them can be promised, and tell whether they were."""
    goods = {article.item_id for article in teller.cast.articles if article.is_goods}
    wanted = Counter({line["item_id"]: int(line["quantity"]) for line in lines if line["item_id"] in goods})
    if any(teller.stock[item_id] < quantity for item_id, quantity in wanted.items() if item_id):
        return False
    for item_id, quantity in wanted.items():
        teller.stock[item_id or 0] -= quantity
    return True


def usual_quantity(teller: Teller, article: Article) -> Decimal:
    """Return how much of an article a line that sells it has, on average."""
    quantities = _quantities(teller, article)
    return Decimal(sum(quantities)) / len(quantities)


def bought_lines(teller: Teller, party: Party, quantities: Sequence[tuple[Article, int]]) -> list[LineFields]:
    """Return the lines of an order of these articles."""
    return [_line(teller, article, party, quantity, article.cost, "") for article, quantity in quantities]


def one_line(teller: Teller, article: Article, party: Party, quantity: int) -> LineFields:
    """Return a line that sells so many of an article."""
    return _line(teller, article, party, quantity, article.price, "")


def expense_line(teller: Teller, code: str, amount: Decimal, text: str) -> LineFields:
    """Return a line that is booked to an account of the chart; the organisation's usual tax applies."""
    tax_id = next((article.tax_id for article in reversed(teller.cast.articles) if article.tax_id), None)
    return LineFields(
        account_id=teller.cast.codes[code], name=text, quantity=Decimal(1), rate=amount, tax_id=tax_id, item_id=None
    )


def _line(
    teller: Teller, article: Article, party: Party, quantity: int, price: Decimal, discount: str
) -> LineFields:  # fmt: skip
    cast = teller.cast
    rate = (price / cast.rates[party.currency_code]).quantize(_CENT) if party.is_foreign else price
    side = "sale" if price is article.price else "purchase"
    tax_id = cast.untaxed[side] if party.is_foreign else article.tax_id
    return LineFields(item_id=article.item_id, quantity=Decimal(quantity), rate=rate, discount=discount, tax_id=tax_id)


def _quantities(teller: Teller, article: Article) -> Sequence[int]:
    dear = _DEAR[teller.cast.base_currency]
    return _FEW if not article.is_goods or article.price > dear else _MANY
