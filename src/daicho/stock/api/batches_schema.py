"""Batches and serial numbers of a document's lines, as clients send them and as they are answered."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from daicho.kernel.measure import Quantity
from daicho.platform.wire.operation import Json
from daicho.platform.wire.schema import Day, Length, QuantityValue, RecordId, WireInput
from daicho.platform.wire.writer import day_text, id_text, micro_number
from daicho.stock.core.batches import PIECE, NamedBatch
from daicho.stock.queries.batches_of_lines import BatchOfLine


class BatchInput(WireInput):
    """A batch of a line, by its id or its number; the days and the maker's number are for a new one.

    The quantity is `in_quantity` where goods come in, `out_quantity` where they go.
    """

    batch_id: RecordId | None = None
    batch_number: Annotated[str, Length(100)] = ""
    external_batch_number: Annotated[str, Length(100)] = ""
    manufacturer_date: Day | None = None
    expiry_date: Day | None = None
    in_quantity: QuantityValue | None = None
    out_quantity: QuantityValue | None = None


Batches = Annotated[list[BatchInput], Field(max_length=1000)]
"""The batches of a line."""
SerialNumbers = Annotated[list[Annotated[str, Length(100)]], Field(max_length=1000)]
"""The serial numbers of a line."""


def named_batches(
    batches: Sequence[BatchInput] | None, serial_numbers: Sequence[str] | None
) -> list[NamedBatch] | None:
    """Return the batches and serial numbers that a line names; None where neither is told: what it named stays."""
    if batches is None and serial_numbers is None:
        return None
    named = [
        NamedBatch(
            quantity=_quantity(batch),
            batch_id=batch.batch_id,
            number=batch.batch_number,
            manufacturer_number=batch.external_batch_number,
            manufactured_on=batch.manufacturer_date,
            expires_on=batch.expiry_date,
        )
        for batch in batches or ()
    ]
    return named + [NamedBatch(PIECE, number=number) for number in serial_numbers or ()]


def _quantity(batch: BatchInput) -> int:
    given = batch.out_quantity if batch.in_quantity is None else batch.in_quantity
    return Quantity.of(given or Decimal(0)).micro


def batches_json(batches: Sequence[BatchOfLine], *, quantity: str) -> Mapping[str, Json]:
    """Return `serial_numbers` and `batches` of a line; `quantity` is in_quantity or out_quantity."""
    return {
        "serial_numbers": [batch.number for batch in batches if batch.is_serial],
        "batches": [
            {
                "batch_id": id_text(batch.batch_id),
                "batch_number": batch.number,
                "external_batch_number": batch.manufacturer_number,
                "manufacturer_date": day_text(batch.manufactured_on),
                "expiry_date": day_text(batch.expires_on),
                quantity: micro_number(batch.quantity),
                "storages": [],
            }
            for batch in batches
            if not batch.is_serial
        ],
    }
