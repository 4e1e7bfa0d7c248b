"""More pictures of an item."""

from collections.abc import Sequence

from daicho.catalog.commands._images import LIMIT, images_of, set_order
from daicho.catalog.commands.locks import locked_item
from daicho.catalog.models import Item, ItemImage
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, missing
from daicho.kernel.text import noop as _
from daicho.platform.files import store_file
from daicho.platform.work import unit_of_work


def add_item_images(
    ctx: Ctx, *, item_id: int, files: Sequence[tuple[str, bytes]], first: bool = False, back: bool = False
) -> list[int]:
    """Store pictures (name, bytes) of an item and return their ids; at the end, or before all others.

    With `back` the last of them shows the item's back, and no other does any more. Raises NotFound, InvalidInput for
    what is no picture, RuleBroken 4202 beyond 15 pictures.
    """
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        locked_item(item_id)
        if not files:
            raise InvalidInput([missing("image")])
        kept = images_of(item_id)
        if len(kept) + len(files) > LIMIT:
            raise RuleBroken(4202, _("An item may have %(limit)s images."), {"limit": LIMIT})
        stored = [
            store_file(ctx, field="image", name=name, content=content, images_only=True) for name, content in files
        ]
        new = [
            ItemImage(
                organization_id=ctx.organization_id,
                item_id=item_id,
                file_id=file.file_id,
                position=len(kept) + place,
                is_back=back and place == len(stored) - 1,
                created_at=ctx.now,
            )
            for place, file in enumerate(stored)
        ]
        if back:
            ItemImage.objects.filter(item_id=item_id).update(is_back=False)
        ItemImage.objects.bulk_create(new)
        if first:
            set_order([*new, *kept])
        Item.objects.filter(id=item_id).update(modified_at=ctx.now)
        unit.record("item", item_id, "updated", after={"images": [file.name for file in stored]})
    return [image.id for image in new]
