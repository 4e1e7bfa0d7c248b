"""Documents as payments and credits see them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

_COLUMNS = (
    "id", "number", "contact_id", "date", "due", "state", "currency_code", "base_currency", "exchange_rate_micro",
    "total_minor", "base_total_minor", "applied_minor", "contact__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SettledDocument:
    """Amounts in minor units of `currency_code`, `base_total` in those of `base_currency`."""

    document_id: int
    number: str
    contact_id: int
    day: date
    due: date | None
    state: str
    currency_code: str
    base_currency: str
    rate_micro: int
    total: int
    base_total: int
    applied: int
    contact_name: str

    @property
    def open_amount(self) -> int:
        """What is still to be settled, or used."""
        return self.total - self.applied


def read_settled(rows: Any) -> list[SettledDocument]:
    """Return the rows of a kind's headers as payments and credits see them."""
    return [SettledDocument(*row) for row in rows.values_list(*_COLUMNS)]
