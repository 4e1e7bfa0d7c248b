"""Kits on lines of documents as exact JSON, the same for every kind of document."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from daicho.documents.queries._views import DocumentView
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import id_text, micro_number
from daicho.sales.core.kit import KitLine, Part
from daicho.sales.queries.kits_on_lines import PartView


def kits_of(view: DocumentView) -> list[KitLine]:
    """Return the lines of a document that are about kits."""
    return [
        KitLine(line.line_id, line.item_id, cast("int | None", line.extra.get("source_line_id")))
        for line in view.lines
        if line.combo_type == "kit" and line.item_id
    ]


def place_json(location_id: int | None, location_name: str) -> dict[str, Json]:
    """Return where the components of a line are; `warehouse_id` is the older name."""
    place = id_text(location_id)
    return {"location_id": place, "location_name": location_name, "warehouse_id": place}


def kit_json(
    combo_type: str,
    parts: Sequence[PartView],
    quantity: int,
    own: Callable[[Part], Mapping[str, Json]] = lambda part: {},
    same: Mapping[str, Json] | None = None,
) -> dict[str, Json]:
    """Return what a line tells of its composite item. Components stand there with the quantity that all kits take.

    `quantity` is that of kits, in 10^-6; `own` returns what the kind of document tells of a component besides, `same`
    is what it tells alike of all of them.
    """
    return {
        "is_combo_product": bool(combo_type),
        "combo_type": combo_type,
        "mapped_items": [
            {
                "line_item_id": id_text(view.part.line_id or None),
                "item_id": id_text(view.part.item_id),
                "item_order": view.position,
                "name": view.name,
                "sku": view.sku,
                "description": view.description,
                "unit": view.unit,
                "quantity": micro_number(view.part.of(quantity)),
                "combo_type": "",
                "mapped_items": [],
                **(same or {}),
                **own(view.part),
            }
            for view in parts
        ],
    }
