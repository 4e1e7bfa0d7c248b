"""What the forms of items and of composite items share."""

from daicho.catalog.commands.set_item_image import set_item_image
from daicho.catalog.queries.labels import labels
from daicho.catalog.web.forms import ItemForm
from daicho.catalog.web.words import UNITS
from daicho.kernel.context import Ctx


def keep_image(ctx: Ctx, item_id: int, form: ItemForm) -> None:
    """Keep the picture that came with the form, if any."""
    upload = form.cleaned_data.get("image")
    if upload:
        set_item_image(ctx, item_id=item_id, name=upload.name, content=upload.read())


def item_words(ctx: Ctx) -> dict[str, object]:
    """Return the words that fields propose."""
    known = [(f"item-{kind}", names) for kind, names in labels(ctx).items()]
    return {"words": [("item-units", [str(unit) for unit in UNITS]), *known]}
