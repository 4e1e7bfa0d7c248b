"""What a document's goods cost and why, for programs (our own addition)."""

from daicho.kernel.measure import Quantity
from daicho.platform.wire.operation import Answer, Call, Json, Operation, Record
from daicho.platform.wire.writer import day_text, id_text
from daicho.reporting.queries._explained import explained_source
from daicho.reporting.queries.explain_cost import explain_cost
from daicho.stock.queries.stock_effects import StockEffect


def _explain(call: Call[None]) -> Answer:
    kind, source_id = explained_source(call.query)
    explained = explain_cost(call.ctx, kind=kind, source_id=source_id)
    body: dict[str, Json] = {
        "source_type": kind,
        "source_id": id_text(source_id),
        "source_number": explained.number,
        "movements": [_movement(effect) for effect in explained.effects],
        "changes": [
            {
                "cause_type": change.kind,
                "cause_id": id_text(change.document_id),
                "cause": change.number,
                "recorded_at": change.recorded_at.isoformat(),
                "date": day_text(change.day),
                "cost": change.value.value,
            }
            for change in explained.changes
        ],
    }
    return Record("explanation", body)


def _movement(effect: StockEffect) -> Json:
    return {
        "item_id": id_text(effect.item_id),
        "item_name": effect.item_name,
        "date": day_text(effect.day),
        "quantity": Quantity(effect.quantity).value,
        "value": effect.value.value,
        "lots": [
            {
                "source": lot.number,
                "date": day_text(lot.day),
                "quantity": Quantity(lot.quantity).value,
                "value": lot.value.value,
            }
            for lot in effect.lots
        ],
        "differences": [
            {
                "cause": later.number,
                "cause_date": day_text(later.cause_day),
                "date": day_text(later.day),
                "value": later.value.value,
            }
            for later in effect.later
        ],
    }


EXPLAIN = Operation(
    "GET",
    "/reports/explain",
    "reports.view",
    "reports.READ",
    _explain,
    "Explain what the goods of a document cost: lots used, later differences, what changed it and why.",
    parameters=("source_type", "source_id"),
)
