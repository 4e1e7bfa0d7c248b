"""What a document's taxes are in the tax summary: per rate and credit share, in base currency (japan.md REP-07)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from daicho.kernel.allocation import allocate
from daicho.kernel.rounding import Rounding, divide
from daicho.ledger.core.conversion import Conversion

_WHOLE = 100 * 10**6
ALL = 100


class TaxRow(NamedTuple):
    """A tax as a document keeps it: rate in 10^-6 per cent, net amount and tax in the document's minor units."""

    tax_id: int
    name: str
    percentage_micro: int
    taxable: int
    tax: int


class TaxKey(NamedTuple):
    """What the summary tells apart: a tax, its rate in 10^-6 per cent, the per cent of it that may be reclaimed."""

    tax_id: int
    rate_micro: int
    credit_share: int


@dataclass(frozen=True, slots=True)
class TaxPart:
    """One tax of a document in minor units of the base currency, negative where the document takes back."""

    key: TaxKey
    name: str
    taxable: int
    tax: int


@dataclass(frozen=True, slots=True)
class TaxedDocument:
    """A document with its taxes as it keeps them. `sign` is -1 for what takes back (credit notes, vendor credits).

    `booked` is what it has in the tax account, in base currency and positive as it usually is; None where tax is booked
    with the amounts (japan.md ACC-03). `credit_share` is that of a purchase, None for a sale. Nothing is reclaimed of
    the taxes `expensed`.
    """

    kind: str
    document_id: int
    number: str
    contact_id: int
    day: date
    sign: int
    terms: Conversion
    taxes: Sequence[TaxRow]
    booked: int | None
    credit_share: int | None = None
    expensed: Collection[int] = ()

    @property
    def is_purchase(self) -> bool:
        """Whether the tax is one that we paid."""
        return self.credit_share is not None

    def counted(self, row: TaxRow) -> int:
        """Return what of a tax is output tax or may be reclaimed, in the document's currency (ITC-05)."""
        if self.credit_share is None:
            return row.tax
        if row.tax_id in self.expensed:
            return 0
        if self.credit_share == ALL:
            return row.tax
        gross, rate = row.taxable + row.tax, row.percentage_micro
        return min(row.tax, divide(gross * rate * self.credit_share, (_WHOLE + rate) * 100, Rounding.FLOOR))

    @property
    def expected(self) -> int:
        """What the document has in the tax account by its own amounts."""
        return self.sign * self.terms.total(sum(self.counted(row) for row in self.taxes))

    def parts(self) -> Iterator[TaxPart]:
        """Yield its taxes; they add up to what is booked."""
        counted = [self.counted(row) for row in self.taxes]
        if self.booked is None or not any(counted):
            amounts = [self.sign * self.terms.total(amount) for amount in counted]
        else:
            amounts = allocate(self.booked, [abs(amount) for amount in counted])
        share = ALL if self.credit_share is None else self.credit_share
        for row, amount in zip(self.taxes, amounts, strict=True):
            key = TaxKey(row.tax_id, row.percentage_micro, share if row.tax else ALL)
            yield TaxPart(key, row.name, self.sign * self.terms.total(row.taxable), amount)
