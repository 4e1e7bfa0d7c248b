"""The part of the tax on a purchase that cannot be reclaimed, and becomes cost (japan.md ITC-02, ITC-05).

Of a vendor that is not registered only a share may be reclaimed; of a tax that is not value added nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from daicho.kernel.allocation import allocate
from daicho.kernel.measure import MICRO
from daicho.kernel.rounding import Rounding, divide

_WHOLE = 100 * MICRO


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """A line's net amount and tax in minor units, its tax by id, and the tax's percentage in 10^-6 per cent."""

    net: int
    tax: int
    tax_id: int
    percentage_micro: int


@dataclass(frozen=True, slots=True)
class Expensed:
    """The tax of one kind that nobody can reclaim, in minor units, and the ids by which lines carry it.

    `account_id` bears it; 0: it is part of what the lines cost.
    """

    amount: int
    account_id: int
    carried_as: frozenset[int]


def expensed_in_cost(lines: Sequence[TaxedLine], taxes: Sequence[Expensed]) -> list[int]:
    """Return for each line what it costs more by the taxes that no account bears."""
    costs = [0] * len(lines)
    for tax in taxes:
        if tax.account_id:
            continue
        carrying = [index for index, line in enumerate(lines) if line.tax_id in tax.carried_as]
        shares = allocate(tax.amount, [abs(lines[index].tax) for index in carrying])
        for index, share in zip(carrying, shares, strict=True):
            costs[index] += share
    return costs


def tax_in_cost(lines: Sequence[TaxedLine], credit_percentage: int) -> list[int]:
    """Return for each line the part of its tax that is cost; rounded once per tax, against the taxpayer.

    What may be reclaimed of a tax is `floor(gross × r ÷ (100 + r) × credit)`, never more than its tax.
    """
    costs = [0] * len(lines)
    if credit_percentage == 100:
        return costs
    groups: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.tax:
            groups[line.tax_id].append(index)
    for indexes in groups.values():
        tax = sum(lines[index].tax for index in indexes)
        gross = tax + sum(lines[index].net for index in indexes)
        rate = lines[indexes[0]].percentage_micro
        credited = min(tax, divide(gross * rate * credit_percentage, (_WHOLE + rate) * 100, Rounding.FLOOR))
        shares = allocate(tax - credited, [abs(lines[index].tax) for index in indexes])
        for index, share in zip(indexes, shares, strict=True):
            costs[index] = share
    return costs
