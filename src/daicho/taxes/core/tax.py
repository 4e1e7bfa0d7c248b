"""A tax with its dated rates, and what it means on a day."""

from dataclasses import dataclass
from datetime import date

from daicho.taxes.core.category import TAXABLE, Category
from daicho.taxes.core.engine import AppliedTax, TaxPart


@dataclass(frozen=True, slots=True)
class DatedRate:
    """The percentage (10^-6 per cent) from a day on; None: since ever."""

    valid_from: date | None
    percentage_micro: int


@dataclass(frozen=True, slots=True)
class TaxDefinition:
    """A tax ("tax", "compound_tax"), or a "tax_group" with its members. `rates` are in the order of their days."""

    tax_id: int
    name: str
    tax_type: str
    category: Category
    is_active: bool
    is_default: bool = False
    rates: tuple[DatedRate, ...] = ()
    members: tuple["TaxDefinition", ...] = ()

    def percentage_micro(self, day: date) -> int:
        """Return the percentage on `day` in 10^-6 per cent; of a group the sum of its members' (compounded).

        A day before the first rate has the first one: nothing was meant to be untaxed by omission.
        """
        if self.tax_type == "tax_group":
            return self.applied(day).percentage_micro
        found = [rate.percentage_micro for rate in self.rates if rate.valid_from is None or rate.valid_from <= day]
        return found[-1] if found else self.rates[0].percentage_micro if self.rates else 0

    def applied(self, day: date) -> AppliedTax:
        """Return the tax as the engine applies it to a supply on `day`."""
        simple = self.members if self.tax_type == "tax_group" else (self,)
        return AppliedTax(self.tax_id, self.name, tuple(member._part(day) for member in simple))  # noqa: SLF001

    def _part(self, day: date) -> TaxPart:
        percentage = self.percentage_micro(day)
        # The law rounds once per rate: reduced supplies of both kinds share it, other taxes stand for themselves.
        group = "reduced" if self.category in TAXABLE - {Category.STANDARD} else f"{self.category}:{self.tax_id}"
        return TaxPart(
            self.tax_id, self.name, percentage, is_compound=self.tax_type == "compound_tax", rounding_group=group
        )
