"""Documents as payments and credits see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx

_COLUMNS = (
    "id", "number", "contact_id", "date", "due", "state", "currency_code", "base_currency", "exchange_rate_micro",
    "total_minor", "base_total_minor", "applied_minor",
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

    @property
    def open_amount(self) -> int:
        """What is still to be settled, or used."""
        return self.total - self.applied


def settled_documents(ctx: Ctx, *, kind: Kind, ids: Collection[int]) -> dict[int, SettledDocument]:
    """Return id → those of the documents that exist."""
    del ctx  # the organisation is in scope
    return {found.document_id: found for found in _read(kind.header.objects.filter(id__in=ids))}


def open_documents(ctx: Ctx, *, kind: Kind, contact_id: int) -> list[SettledDocument]:
    """Return the contact's documents of which something is open, by their due day."""
    del ctx  # the organisation is in scope
    rows = kind.header.objects.filter(contact_id=contact_id, state=State.OPEN, applied_minor__lt=F("total_minor"))
    return _read(rows.order_by("due", "date", "number"))


def _read(rows: Any) -> list[SettledDocument]:
    return [SettledDocument(*row) for row in rows.values_list(*_COLUMNS)]
