"""The pages of items."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.catalog.commands.add_item_images import add_item_images
from daicho.catalog.commands.create_item import create_item
from daicho.catalog.commands.delete_item import delete_item
from daicho.catalog.commands.mark_back_image import mark_back_image
from daicho.catalog.commands.remove_item_images import remove_item_images
from daicho.catalog.commands.set_items_active import set_items_active
from daicho.catalog.commands.update_item import update_item
from daicho.catalog.queries._item_views import Part
from daicho.catalog.queries.item_choices import item_choices
from daicho.catalog.queries.item_detail import item_detail
from daicho.catalog.queries.item_image import item_image
from daicho.catalog.web.composites import PAGES as COMPOSITES
from daicho.catalog.web.composites import composite_edit_page
from daicho.catalog.web.detail import item_page
from daicho.catalog.web.editing import item_words, keep_image
from daicho.catalog.web.forms import ItemForm
from daicho.catalog.web.lists import ITEMS
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.platform.text import sentence
from daicho.platform.web.detail import action_page, go_to
from daicho.platform.web.fields import Option, as_id
from daicho.platform.web.forms import Editing, choices_page, handle_form
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.notes import file_response, note_pages
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce

_WORDS = "catalog/_words.html"
_EDITED: tuple[Part, ...] = ("opening_stock", "recipe")
"""What the form shows of an item beside the item itself and its custom fields."""


def item_create_page(request: PageRequest) -> HttpResponse:
    """Make an item; `?clone=` begins with the values of another, `?panel=1` shows the form in a side panel."""
    ctx = request.ctx
    clone_id = as_id(request.GET.get("clone", ""))
    model = item_detail(ctx, item_ids=[clone_id])[0] if clone_id else None
    form = ItemForm(ctx, request.POST if request.method == "POST" else None, request.FILES or None, model=model)

    def save() -> int:
        item_id = create_item(ctx, fields=form.given())
        keep_image(ctx, item_id, form)
        return item_id

    editing = Editing(
        title=_("New item"),
        save=save,
        url=lambda item_id: page_url(ctx, "item", item_id=item_id),
        message=_("The item has been created."),
        cancel_url=page_url(ctx, "items"),
        option=lambda item_id: Option(item_id, form.cleaned_data["name"], form.cleaned_data["sku"]),
        more=_WORDS,
        context=item_words(ctx),
    )
    return handle_form(request, form, editing)


def item_edit_page(request: PageRequest, item_id: int) -> HttpResponse:
    """Change an item."""
    ctx = request.ctx
    item = item_detail(ctx, item_ids=[item_id], parts=_EDITED)[0]
    if item.combo_type:
        return composite_edit_page(request, item)
    form = ItemForm(ctx, request.POST if request.method == "POST" else None, request.FILES or None, item=item)
    here = page_url(ctx, "item", item_id=item_id)

    def save() -> None:
        update_item(ctx, item_id=item_id, fields=form.given())
        keep_image(ctx, item_id, form)

    editing = Editing(
        title=item.name,
        save=save,
        url=lambda _nothing: here,
        message=_("The item has been updated."),
        cancel_url=here,
        entity="item",
        entity_id=item_id,
        more=_WORDS,
        context=item_words(ctx),
    )
    return handle_form(request, form, editing)


def item_image_page(request: PageRequest, item_id: int, image_id: int) -> HttpResponse:
    """Answer with a picture of an item."""
    found, content = item_image(request.ctx, item_id=item_id, image_id=image_id)
    response = file_response(found.name, found.content_type, content, inline=True)
    response["Cache-Control"] = "private, max-age=86400, immutable"  # a picture never changes: a new one has a new id
    return response


def item_images_add_page(request: PageRequest, item_id: int) -> HttpResponse:
    """Add pictures to an item."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    files = [(upload.name or "", upload.read()) for upload in request.FILES.getlist("images")]
    try:
        add_item_images(request.ctx, item_id=item_id, files=files)
        announce(request, gettext("The images have been uploaded."))
    except (InvalidInput, RuleBroken) as error:
        announce(request, sentence(error), level=messages.ERROR)
    return go_to(request, _images_url(request.ctx, item_id))


def _images_url(ctx: Ctx, item_id: int) -> str:
    return f"{page_url(ctx, 'item', item_id=item_id)}?tab=images"


def _picture_page(name: str, suffix: str, change: object, message: object) -> Page:
    def view(request: PageRequest, item_id: int, image_id: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        assert callable(change)
        change(request.ctx, item_id, image_id)
        announce(request, str(message))
        return go_to(request, _images_url(request.ctx, item_id))

    return Page(f"{_ITEM}images/<id:image_id>/{suffix}", name, VIEW, view, EDIT)


def _remove_picture(ctx: Ctx, item_id: int, image_id: int) -> None:
    remove_item_images(ctx, item_id=item_id, image_ids=[image_id])


def _mark_back(ctx: Ctx, item_id: int, image_id: int) -> None:
    mark_back_image(ctx, item_id=item_id, image_id=image_id)


def _choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    purposes = {"sale": "sale", "purchase": "purchase"}
    purpose = purposes.get(query.get("purpose", ""))
    cards = item_choices(ctx, text=text, purpose=purpose)  # type: ignore[arg-type]
    return [Option(card.item_id, card.name, card.sku) for card in cards]


def _exists(ctx: Ctx, *, item_id: int) -> None:
    item_detail(ctx, item_ids=[item_id])


def _activate(ctx: Ctx, item_id: int) -> None:
    set_items_active(ctx, item_ids=[item_id], active=True)


def _deactivate(ctx: Ctx, item_id: int) -> None:
    set_items_active(ctx, item_ids=[item_id], active=False)


_ITEM = "items/<id:item_id>/"
VIEW, CREATE, EDIT, DELETE = "items.view", "items.create", "items.edit", "items.delete"
PAGES: list[Page] = [
    *list_pages(ITEMS, "items/"),
    *COMPOSITES,
    Page("items/new/", "item_create", CREATE, item_create_page, CREATE),
    choices_page("items/choices/", "item_choices", VIEW, _choices),
    Page(_ITEM, "item", VIEW, item_page),
    Page(f"{_ITEM}edit/", "item_edit", EDIT, item_edit_page, EDIT),
    Page(f"{_ITEM}images/", "item_images_add", VIEW, item_images_add_page, EDIT),
    Page(f"{_ITEM}images/<id:image_id>/", "item_image", VIEW, item_image_page, followed=False),
    _picture_page("item_image_remove", "remove/", _remove_picture, _("The image has been deleted.")),
    _picture_page("item_image_back", "back/", _mark_back, _("The image has been marked as back image.")),
    action_page(
        f"{_ITEM}activate/",
        "item_activate",
        VIEW,
        EDIT,
        _activate,
        message=_("The item has been marked as active."),
        then="item",
        undo="item_deactivate",
    ),
    action_page(
        f"{_ITEM}deactivate/",
        "item_deactivate",
        VIEW,
        EDIT,
        _deactivate,
        message=_("The item has been marked as inactive."),
        then="item",
        undo="item_activate",
    ),
    action_page(
        f"{_ITEM}delete/",
        "item_delete",
        VIEW,
        DELETE,
        lambda ctx, item_id: delete_item(ctx, item_id=item_id),
        message=_("The item has been deleted."),
        then="items",
        keep=False,
    ),
    *note_pages(_ITEM, "item", "item_id", "item", VIEW, EDIT, _exists),
]
