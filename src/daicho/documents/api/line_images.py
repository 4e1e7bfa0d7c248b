"""The pictures of the items of a document's lines."""

from collections.abc import Mapping
from typing import Any

from daicho.catalog.queries.first_images import first_images
from daicho.kernel.context import Ctx
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import id_text


def with_images(ctx: Ctx, document: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a document's JSON with the first picture of each line's item; `image_document_id` where lines have it."""
    lines: Any = document["line_items"]
    images = first_images(ctx, item_ids={int(line["item_id"]) for line in lines if line["item_id"]})
    if not images:
        return document
    return {**document, "line_items": [_line(line, images) for line in lines]}


def _line(line: Mapping[str, Json], images: Mapping[int, Any]) -> Mapping[str, Json]:
    image = images.get(int(str(line["item_id"] or 0)))
    if image is None:
        return line
    told: dict[str, Json] = {
        "image_id": id_text(image.image_id),
        "image_name": image.name,
        "image_type": image.name.rpartition(".")[2].lower(),
    }
    if "image_document_id" in line:
        told["image_document_id"] = id_text(image.image_id)
    return {**line, **told}
