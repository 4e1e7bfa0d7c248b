"""The tax engine: from lines to net amounts, tax and totals. Totals while typing and postings come from here.

The rules are japan.md 1.2 and 1.4 and behaviour.md 9, with one rounding of tax per rate and document:

- A line's amount is quantity × unit price, rounded half up, less the line's discount.
- A document discount before tax is shared among the taxes in proportion to their totals, then among each one's lines.
- Exclusive prices: tax = round(Σ net × r). Inclusive prices: tax = round(Σ gross × r ÷ (1 + r)).
- What is rounded is shared among the lines by largest remainder, so that the lines add up to the totals.
- Rounding is symmetric about zero: a credit note mirrors its invoice.

All amounts are integers of the currency's minor unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm

from daicho.kernel.allocation import allocate
from daicho.kernel.measure import Quantity, Rate, extend, percent_of
from daicho.kernel.money import Money
from daicho.kernel.rounding import Rounding, divide
from daicho.taxes.core.withholding import withheld_tax

_WHOLE = 100 * 10**6
"""100 per cent in 10^-6 per cent."""


@dataclass(frozen=True, slots=True)
class TaxPart:
    """One tax of what a line carries: a percentage (10^-6 per cent) of the net amount.

    A compound one is computed on the net amount and the taxes before it. Parts with the same `rounding_group` and
    percentage are rounded together.
    """

    tax_id: int
    name: str
    percentage_micro: int
    is_compound: bool = False
    rounding_group: str = ""


@dataclass(frozen=True, slots=True)
class AppliedTax:
    """What a line carries on its day: a tax, or a group of several parts in their order."""

    tax_id: int
    name: str
    parts: tuple[TaxPart, ...]

    def factors(self) -> list[Fraction]:
        """Return each part's tax as a fraction of the net amount."""
        found: list[Fraction] = []
        for part in self.parts:
            share = Fraction(part.percentage_micro, _WHOLE)
            found.append(share * (1 + sum(found)) if part.is_compound else share)
        return found

    @property
    def percentage_micro(self) -> int:
        """The percentage of all parts together, in 10^-6 per cent, rounded half up."""
        total = sum(self.factors(), Fraction(0)) * _WHOLE
        return divide(total.numerator, total.denominator, Rounding.HALF_UP)


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount: either a percentage (10^-6 per cent) or an amount in minor units."""

    percentage_micro: int = 0
    amount: int = 0

    def of(self, amount: Money) -> int:
        """Return the discount on `amount` in minor units."""
        if self.percentage_micro:
            return percent_of(amount, Rate(self.percentage_micro)).minor
        return self.amount


NO_DISCOUNT = Discount()


@dataclass(frozen=True, slots=True)
class Line:
    """A line: quantity × unit price (both 10^-6) less `discount`, with its tax."""

    quantity_micro: int
    price_micro: int
    discount: Discount = NO_DISCOUNT
    tax: AppliedTax | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What the totals follow from. Line prices and the shipping charge are `inclusive` of tax or not.

    `discount` is taken from the lines before tax, or from the sum of lines and tax after it. `adjustment` bears no tax.
    `withholding` is a kind of `core.withholding` or empty, `day` the day that decides its rate. `tax_differences`: tax
    → what is added to it after it was rounded (a closing statement's difference, japan.md CLS-05).
    """

    currency: str
    lines: Sequence[Line]
    rounding: Rounding
    inclusive: bool = False
    discount: Discount = NO_DISCOUNT
    discount_after_tax: bool = False
    shipping: int = 0
    shipping_tax: AppliedTax | None = None
    adjustment: int = 0
    withholding: str = ""
    day: date = date.max
    tax_differences: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line's amounts.

    `gross` is quantity × price, `amount` that less the line's discount (with tax in it if prices are inclusive),
    `document_discount` its share of the document's, `net` what remains without tax, `taxes` the tax of each part.
    """

    gross: int
    discount: int
    amount: int
    document_discount: int
    net: int
    taxes: tuple[int, ...]

    @property
    def tax(self) -> int:
        """The tax of all parts."""
        return sum(self.taxes)


@dataclass(frozen=True, slots=True)
class TaxResult:
    """One tax of the document: the net amounts it is computed on and its tax, shipping included."""

    part: TaxPart
    taxable: int
    tax: int


@dataclass(frozen=True, slots=True)
class Result:
    """A document's amounts. `sub_total` adds the lines' `amount`s; `net_total` is everything without tax.

    total = net_total + tax_total − (discount, where it is after tax) + adjustment − withheld.
    """

    lines: tuple[LineResult, ...]
    shipping: LineResult
    taxes: tuple[TaxResult, ...]
    sub_total: int
    discount: int
    net_total: int
    tax_total: int
    adjustment: int
    withheld: int
    total: int


def compute(document: Document) -> Result:
    """Return every amount of a document (see the module's text for the rules)."""
    gross, discounts = _line_amounts(document)
    amounts = [whole - less for whole, less in zip(gross, discounts, strict=True)]
    taxes = [line.tax for line in document.lines]
    sub_total = sum(amounts)
    before_tax = 0
    if document.lines and not document.discount_after_tax:
        before_tax = document.discount.of(Money(sub_total, document.currency))
    shares = _discount_shares(before_tax, amounts, taxes)
    bases = [*(amount - share for amount, share in zip(amounts, shares, strict=True)), document.shipping]
    carried = [*taxes, document.shipping_tax if document.shipping else None]
    tax_of_lines, totals = _taxes(bases, carried, document)
    results = tuple(
        LineResult(
            gross=whole,
            discount=less,
            amount=whole - less,
            document_discount=share,
            net=base - sum(tax) if document.inclusive else base,
            taxes=tax,
        )
        for whole, less, share, base, tax in zip(
            [*gross, document.shipping], [*discounts, 0], [*shares, 0], bases, tax_of_lines, strict=True
        )
    )
    net_total, tax_total = sum(line.net for line in results), sum(total for total in totals.values())
    after_tax = 0
    if document.discount_after_tax:
        taxed = sum(line.net + line.tax for line in results[:-1])
        after_tax = document.discount.of(Money(taxed, document.currency))
    withheld = withheld_tax(document.withholding, sum(line.net for line in results[:-1]), document.day)
    return Result(
        lines=results[:-1],
        shipping=results[-1],
        taxes=_by_tax(results, carried),
        sub_total=sub_total,
        discount=before_tax + after_tax,
        net_total=net_total,
        tax_total=tax_total,
        adjustment=document.adjustment,
        withheld=withheld,
        total=net_total + tax_total - after_tax + document.adjustment - withheld,
    )


def _line_amounts(document: Document) -> tuple[list[int], list[int]]:
    gross = [
        extend(Quantity(line.quantity_micro), Rate(line.price_micro), document.currency) for line in document.lines
    ]
    discounts = [line.discount.of(amount) for line, amount in zip(document.lines, gross, strict=True)]
    return [amount.minor for amount in gross], discounts


def _discount_shares(discount: int, amounts: Sequence[int], taxes: Sequence[AppliedTax | None]) -> list[int]:
    """Share a document discount among the taxes by their totals, then among each tax's lines (japan.md RND-06)."""
    shares = [0] * len(amounts)
    if not discount:
        return shares
    lines_of: dict[AppliedTax | None, list[int]] = defaultdict(list)
    for index, tax in enumerate(taxes):
        lines_of[tax].append(index)
    groups = list(lines_of.values())
    parts = spread(discount, [Fraction(sum(amounts[index] for index in lines)) for lines in groups])
    for part, lines in zip(parts, groups, strict=True):
        for index, share in zip(lines, spread(part, [Fraction(amounts[index]) for index in lines]), strict=True):
            shares[index] = share
    return shares


_Key = tuple[str, int, bool]


def _taxes(
    bases: Sequence[int], taxes: Sequence[AppliedTax | None], document: Document
) -> tuple[list[tuple[int, ...]], Mapping[_Key, int]]:
    """Return the tax of each line's parts, and the rounded totals they add up to."""
    exact: dict[_Key, list[tuple[int, int, Fraction]]] = defaultdict(list)
    shares: list[list[int]] = []
    for line, (base, tax) in enumerate(zip(bases, taxes, strict=True)):
        factors = tax.factors() if tax else []
        shares.append([0] * len(factors))
        gross = 1 + sum(factors, Fraction(0)) if document.inclusive else Fraction(1)
        share_of_net = Fraction(gross.denominator, gross.numerator)
        for place, factor in enumerate(factors):
            assert tax is not None
            exact[_key(tax.parts[place])].append((line, place, base * factor * share_of_net))
    totals: dict[_Key, int] = {}
    for key, entries in exact.items():
        whole = sum((amount for _line, _place, amount in entries), Fraction(0))
        totals[key] = divide(whole.numerator, whole.denominator, document.rounding)
        named = {taxes[line].parts[place].tax_id for line, place, _amount in entries}  # type: ignore[union-attr]
        totals[key] += sum(document.tax_differences.get(tax_id, 0) for tax_id in named)
        parts = spread(totals[key], [amount for _line, _place, amount in entries])
        for (line, place, _amount), part in zip(entries, parts, strict=True):
            shares[line][place] = part
    return [tuple(line) for line in shares], totals


def _key(part: TaxPart) -> _Key:
    return (part.rounding_group or str(part.tax_id), part.percentage_micro, part.is_compound)


def _by_tax(results: Iterable[LineResult], taxes: Iterable[AppliedTax | None]) -> tuple[TaxResult, ...]:
    taxable: dict[TaxPart, int] = {}
    tax_of: dict[TaxPart, int] = {}
    for result, tax in zip(results, taxes, strict=True):
        for part, amount in zip(tax.parts if tax else (), result.taxes, strict=True):
            taxable[part] = taxable.get(part, 0) + result.net
            tax_of[part] = tax_of.get(part, 0) + amount
    return tuple(TaxResult(part, amount, tax_of[part]) for part, amount in taxable.items())


def spread(total: int, exact: Sequence[Fraction]) -> list[int]:
    """Return integers near `exact` that sum to `total`, itself the rounded sum of `exact`, by largest remainder."""
    denominator = lcm(*(share.denominator for share in exact)) if exact else 1
    weights = [int(share * denominator) for share in exact]
    magnitudes = [abs(weight) for weight in weights]
    if not exact:
        return []
    if all(weight >= 0 for weight in weights) or all(weight <= 0 for weight in weights):
        return allocate(total, magnitudes)
    # Lines of both signs: each its own whole part, what is left to the largest.
    parts = [int(share) for share in exact]
    return [part + rest for part, rest in zip(parts, allocate(total - sum(parts), magnitudes), strict=True)]
