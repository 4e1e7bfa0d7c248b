"""What a closing statement (締め請求書) says, from what the books and the documents say (japan.md 5.3).

A statement never copies a period: it takes the difference between what every source of a customer's balance says now
and what statements have said of it so far. So what is entered late, changed or voided after its period was closed is
in the next statement, and the statements of a customer always add up to the balance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from daicho.kernel.rounding import Rounding, divide

Ref = tuple[str, int]
"""A source of the balance: its kind ("invoice", "customerpayment") and id."""
Section = Literal["purchase", "payment", "adjustment"]
Note = Literal["", "late", "changed"]

PAYMENTS = frozenset({"customerpayment", "refund"})
OPENING = "openingbalance"
"""A source that is older than the books, whatever day it is booked on."""
_WHOLE = 100 * 10**6


class Portion(NamedTuple):
    """What is taxed by one tax, and the tax, in minor units."""

    taxable: int
    tax: int

    def plus(self, other: "Portion", sign: int = 1) -> "Portion":
        """Return the sum; the difference with `sign` -1."""
        return Portion(self.taxable + sign * other.taxable, self.tax + sign * other.tax)


class TaxKey(NamedTuple):
    """A tax at a rate, in 10^-6 per cent: in one period there may be two rates of it."""

    tax_id: int
    percentage_micro: int


NOTHING = Portion(0, 0)
Taxes = Mapping[TaxKey, Portion]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source says: `amount` is what it adds to what is owed, `purchased` what of it is supplies."""

    number: str
    day: date
    amount: int = 0
    purchased: int = 0
    taxes: Taxes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What a statement says of a source.

    `is_carried`: it is older than the first statement's period, and shown only as the balance brought forward. `note`
    "late": its day lies in a closed period; "changed": a statement has said something else of it.
    """

    ref: Ref
    number: str
    day: date
    section: Section
    amount: int
    taxes: Taxes = field(default_factory=dict)
    is_carried: bool = False
    note: Note = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of a statement, in minor units. `received` is positive where money came in."""

    previous: int
    received: int
    adjusted: int
    purchased: int

    @property
    def carried(self) -> int:
        """The balance carried forward (繰越金額)."""
        return self.previous - self.received + self.adjusted

    @property
    def due(self) -> int:
        """What is asked for (今回御請求額)."""
        return self.carried + self.purchased


def statement_lines(
    now: Mapping[Ref, Standing], stated: Mapping[Ref, Standing], *, start: date, is_first: bool
) -> list[StatementLine]:
    """Return what the statement of a period that begins on `start` has to say, in the order of days.

    `now` is what sources say until the closing date, `stated` what earlier statements said of them.
    """
    found = []
    for ref in sorted({*now, *stated}, key=lambda ref: (_day(ref, now, stated), ref)):
        after, before = now.get(ref), stated.get(ref)
        known = after or before
        assert known is not None
        empty = Standing(known.number, known.day)
        note: Note = "changed" if before else ("late" if known.day < start and not is_first else "")
        is_carried = is_first and (known.day < start or ref[0] == OPENING)
        for section, amount, taxes in _parts(ref, after or empty, before or empty):
            found.append(StatementLine(ref, known.number, known.day, section, amount, taxes, is_carried, note))
    return found


def _day(ref: Ref, *known: Mapping[Ref, Standing]) -> date:
    return next(standings[ref].day for standings in known if ref in standings)


def _parts(ref: Ref, after: Standing, before: Standing) -> list[tuple[Section, int, Taxes]]:
    """Return what is different of a source: its supplies with their taxes, and what else it did to the balance."""
    purchased = after.purchased - before.purchased
    taxes = {} if _by_tax(after) == _by_tax(before) else _difference(after.taxes, before.taxes)
    rest = after.amount - before.amount - purchased
    other: Section = "payment" if ref[0] in PAYMENTS else "adjustment"
    parts: list[tuple[Section, int, Taxes]] = []
    if purchased or taxes:
        parts.append(("purchase", purchased, taxes))
    if rest:
        parts.append((other, rest, {}))
    return parts


def _by_tax(standing: Standing) -> dict[int, Portion]:
    """Return the taxes whatever their rates: what posts a difference has the rate of the closing date."""
    sums: dict[int, Portion] = {}
    for key, portion in standing.taxes.items():
        sums[key.tax_id] = sums.get(key.tax_id, NOTHING).plus(portion)
    return {tax_id: portion for tax_id, portion in sums.items() if portion != NOTHING}


def _difference(after: Taxes, before: Taxes) -> dict[TaxKey, Portion]:
    found = {key: after.get(key, NOTHING).plus(before.get(key, NOTHING), -1) for key in sorted({*after, *before})}
    return {key: portion for key, portion in found.items() if portion != NOTHING}


def stated_by(lines: Iterable[StatementLine]) -> dict[Ref, Standing]:
    """Return what these lines of earlier statements say of each source together."""
    found: dict[Ref, Standing] = {}
    for line in lines:
        before = found.get(line.ref, Standing(line.number, line.day))
        purchased = line.amount if line.section == "purchase" else 0
        taxes = added(before.taxes, line.taxes)
        found[line.ref] = Standing(
            line.number, line.day, before.amount + line.amount, before.purchased + purchased, taxes
        )
    return found


def added(*parts: Taxes) -> dict[TaxKey, Portion]:
    """Return the sum of taxes; what comes to nothing stays, as something said of it."""
    sums: dict[TaxKey, Portion] = {}
    for taxes in parts:
        for key, portion in taxes.items():
            sums[key] = sums.get(key, NOTHING).plus(portion)
    return sums


def figures_of(brought: int, lines: Sequence[StatementLine]) -> Figures:
    """Return the sums of a statement after one that asked for `brought` (0: none before)."""

    def total(section: Section) -> int:
        return sum(line.amount for line in lines if line.section == section and not line.is_carried)

    previous = brought + sum(line.amount for line in lines if line.is_carried)
    return Figures(previous, -total("payment"), total("adjustment"), total("purchase"))


def taxes_of(lines: Iterable[StatementLine]) -> dict[TaxKey, Portion]:
    """Return the taxes of the supplies of this period, never those of the carried amount (japan.md CLS-02)."""
    return added(*(line.taxes for line in lines if not line.is_carried))


def differences(
    taxes: Taxes, groups: Mapping[int, str], *, is_inclusive: bool, rounding: Rounding
) -> dict[TaxKey, int]:  # fmt: skip
    """Return by how much the taxes of a statement, rounded once for each rate, are more than its documents'.

    For statements that are the qualified invoice (japan.md RND-03, CLS-05). Taxes of one rate are rounded together
    where `groups` (tax → group) says so; their difference stands with the one on the largest amount.
    """
    members: dict[tuple[str, int], list[TaxKey]] = {}
    for key in taxes:
        members.setdefault((groups.get(key.tax_id) or str(key.tax_id), key.percentage_micro), []).append(key)
    found = {}
    for (_group, percentage), keys in members.items():
        taxable, tax = (sum(taxes[key][place] for key in keys) for place in (0, 1))
        base, whole = (taxable + tax, _WHOLE + percentage) if is_inclusive else (taxable, _WHOLE)
        difference = divide(base * percentage, whole, rounding) - tax
        if difference:
            found[max(keys, key=lambda key: (abs(taxes[key].taxable), key))] = difference
    return found


def difference_taxes(differences: Mapping[TaxKey, int], *, is_inclusive: bool) -> dict[TaxKey, Portion]:
    """Return the taxes of what posts the differences: with inclusive prices more tax leaves less for the seller."""
    return {key: Portion(-amount if is_inclusive else 0, amount) for key, amount in differences.items()}
