"""The row of a template, read under a lock, and the journal it keeps."""

from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import JournalFields
from daicho.ledger.core.journal_tax import Direction
from daicho.ledger.models import JournalTemplate

FIELDS = ("name", "repeat_unit", "repeat_every", "start_date", "next_date", "end_date", "is_draft")


def locked_template(template_id: int) -> JournalTemplate:
    """Return a template, held until the transaction ends. Raises NotFound."""
    row = JournalTemplate.objects.select_for_update().filter(id=template_id).first()
    if row is None:
        raise NotFound(_("Template does not exist."))
    return row


def values_of(row: JournalTemplate) -> dict[str, object]:
    """Return what the audit trail keeps of a template."""
    return {name: getattr(row, name) for name in FIELDS}


def content_text(fields: JournalFields) -> str:
    """Return what a journal says, but for its day, as the text that a template keeps."""
    kept = {name: value for name, value in fields.items() if name not in {"date", "custom_fields"}}
    lines = [{**line, "line_id": None} for line in fields.get("lines", [])]
    return orjson.dumps({**kept, "lines": lines}, default=str, option=orjson.OPT_SORT_KEYS).decode()


def content_fields(row: JournalTemplate, day: date) -> JournalFields:
    """Return the journal that a template keeps, for `day`."""
    kept: dict[str, Any] = orjson.loads(row.content)
    lines = [
        {
            **line,
            "amount": Decimal(line["amount"]),
            "side": Side(line["side"]),
            "tax_direction": Direction(line["tax_direction"]) if line["tax_direction"] else None,
        }
        for line in kept["lines"]
    ]
    rate = Decimal(kept["exchange_rate"]) if kept.get("exchange_rate") else None
    fields: dict[str, Any] = {**kept, "date": day, "exchange_rate": rate, "lines": lines}
    return fields  # type: ignore[return-value]
