"""From a draft to rows, and what the audit trail keeps of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from daicho.documents.core.kind import Kind
from daicho.documents.queries.draft_document import Draft
from daicho.kernel.context import Ctx
from daicho.platform.db.ids import new_id

_HEADER = (
    "number", "reference", "contact_id", "location_id", "date", "due", "state", "currency_code", "exchange_rate_micro",
    "base_currency", "is_inclusive_tax", "sub_total_minor", "discount", "discount_minor", "is_discount_before_tax",
    "shipping_minor", "tax_minor", "taxes", "adjustment_minor", "withheld_minor", "total_minor", "notes", "terms",
    "delivery_method_id", "billing_address", "shipping_address", "template",
)  # fmt: skip
_LINE = (
    "id",
    "item_id",
    "name",
    "quantity_micro",
    "rate_micro",
    "discount",
    "tax_id",
    "account_id",
    "location_id",
    "amount_minor",
    "document_discount_minor",
    "tax_minor",
)

_OF_SOME = ("credit_percentage", "cancelled_micro")
"""What bills and vendor credits have besides, and lines of orders."""


def line_rows(ctx: Ctx, kind: Kind, document_id: int, draft: Draft) -> list[Any]:
    """Return the draft's lines as rows; existing ones keep their ids."""
    return [
        kind.line(
            id=line.line_id or new_id(),
            organization_id=ctx.organization_id,
            document_id=document_id,
            discount_minor=result.discount,
            document_discount_minor=result.document_discount,
            amount_minor=result.amount,
            tax_minor=result.tax,
            **line.columns,
        )
        for line, result in zip(draft.lines, draft.result.lines, strict=True)
    ]


def snapshot(kind: Kind, header: Any, lines: Sequence[Any] = ()) -> dict[str, object]:
    """Return what the audit trail keeps of a document: reports take back from it what was done since a moment."""
    names = (*_HEADER, *(name for name in _OF_SOME if hasattr(kind.header, name)), *kind.extra)
    values: dict[str, object] = {name: getattr(header, name) for name in names}
    if lines:
        values["lines"] = said_lines(kind, lines)
    return values


def said_lines(kind: Kind, lines: Iterable[Any]) -> list[dict[str, object]]:
    """Return what the audit trail keeps of lines; of those of orders also what was cancelled."""
    names = (*_LINE, *(name for name in _OF_SOME if hasattr(kind.line, name)), *kind.line_extra)
    return [{name: getattr(line, name) for name in names} for line in lines]


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the values of both snapshots that differ."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
