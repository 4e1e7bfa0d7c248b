"""Making and editing an assembly."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_choices import item_choices
from daicho.catalog.queries.recipe import recipe
from daicho.catalog.web.rows import answer_row, on_hand_text, shown_number
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.platform.custom_fields import record_fields
from daicho.platform.web.custom_fields import empty_fields
from daicho.platform.web.fields import Option, as_id
from daicho.platform.web.forms import Editing, choices_page, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page
from daicho.platform.web.rows import sent_keys
from daicho.stock.commands.change_assembly_state import change_assembly_state
from daicho.stock.commands.create_assembly import create_assembly
from daicho.stock.commands.update_assembly import update_assembly
from daicho.stock.core.approval import Action, State
from daicho.stock.core.assembly import ENTITY, KINDS
from daicho.stock.core.scaling import recipe_quantities, scaled
from daicho.stock.queries._assembly_views import AssemblyView
from daicho.stock.queries.assembly_detail import assembly_detail
from daicho.stock.queries.locations import locations
from daicho.stock.web.assembly_form import SENT_FOR, AssemblyForm, AssemblyRow
from daicho.stock.web.rows import batches_of_row
from daicho.stock.web.shortage import warn_of_shortage

VIEW, CREATE, EDIT = "assemblies.view", "assemblies.create", "assemblies.edit"
_ROW_PAGE = "assembly_row"
_OFFERED = 20


def assembly_create_page(request: PageRequest) -> HttpResponse:
    """Make an assembly; `?item_id=` begins with that composite item, `?kind=unbundle` takes it apart."""
    ctx = request.ctx
    data = request.POST if request.method == "POST" else None
    kind = request.GET.get("kind", "")
    item_id = as_id(request.GET.get("item_id", ""))
    initial = {
        "kind": kind if kind in KINDS else "bundle",
        "item_id": item_id,
        "quantity": 1,
        "date": ctx.today,
        "location_id": next(place.location_id for place in locations(ctx) if place.is_primary),
    }
    form = AssemblyForm(request, data, empty_fields(ctx, ENTITY), None, initial)
    if data is None and item_id:
        form.fill(recipe(ctx, item_ids=[item_id]).get(item_id, []), Decimal(1), str(initial["kind"]))
    form.tell(request.formats)
    form.tell_batches(request)

    def save() -> int:
        is_draft = request.POST.get("then") == "draft"
        return create_assembly(ctx, fields=form.given(), state=State.DRAFT if is_draft else State.BUNDLED)

    editing = Editing(
        title=_("New assembly"),
        save=save,
        url=lambda assembly_id: _shown_at(request, assembly_id),
        message=_("The assembly has been created."),
        cancel_url=page_url(ctx, "assemblies"),
        submit=_("Carry out"),
        buttons=(("draft", _("Save as draft")),),
        template="catalog/rows_form.html",
        more="stock/_assembly_rows.html",
        context=_context(None),
    )
    return handle_form(request, form, editing)


def assembly_edit_page(request: PageRequest, assembly_id: int) -> HttpResponse:
    """Change an assembly; what it did is corrected."""
    ctx = request.ctx
    view = assembly_detail(ctx, assembly_id=assembly_id)
    data = request.POST if request.method == "POST" else None
    custom = record_fields(ctx, entity=ENTITY, entity_id=assembly_id)
    same = ("kind", "item_id", "date", "location_id", "reference", "description", "number")
    initial = {name: getattr(view, name) for name in same} | {"quantity": shown_number(view.quantity)}
    form = AssemblyForm(request, data, custom, view, initial)
    form.tell(request.formats)
    form.tell_batches(request)
    is_open = view.state is not State.BUNDLED

    def save() -> None:
        update_assembly(ctx, assembly_id=assembly_id, fields=form.given())
        if is_open and request.POST.get("then") == "bundle":
            change_assembly_state(ctx, assembly_id=assembly_id, action=Action.BUNDLE)

    editing = Editing(
        title=view.number,
        save=save,
        url=lambda _nothing: _shown_at(request, assembly_id),
        message=_("The assembly has been updated."),
        cancel_url=page_url(ctx, "assembly", assembly_id=assembly_id),
        buttons=(("bundle", _("Save and carry out")),) if is_open else (),
        entity=ENTITY,
        entity_id=assembly_id,
        template="catalog/rows_form.html",
        more="stock/_assembly_rows.html",
        context=_context(view),
    )
    return handle_form(request, form, editing)


def _shown_at(request: PageRequest, assembly_id: int) -> str:
    """Return the address of the saved assembly; warn where it left less than nothing."""
    view = assembly_detail(request.ctx, assembly_id=assembly_id)
    if view.state is State.BUNDLED:
        places = {view.location_id, *(line.location_id for line in view.lines)}
        warn_of_shortage(request, {view.item_id, *(line.item_id for line in view.lines if line.is_tracked)}, places)
    return page_url(request.ctx, "assembly", assembly_id=assembly_id)


def _context(view: AssemblyView | None) -> dict[str, object]:
    return {
        "row_page": _ROW_PAGE,
        "row_numbers": AssemblyRow.numbers,
        "assembly_id": view.assembly_id if view else "",
    }


def assembly_rows_page(request: PageRequest) -> HttpResponse:
    """Answer with the rows of the form after its head was changed.

    Another composite item, or taking apart instead of putting together: the recipe. Another quantity: the same rows, in
    proportion. Another location: what is there.
    """
    ctx, data = request.ctx, request.POST.copy()
    assembly_id = as_id(data.get("rows_assembly_id", ""))
    view = assembly_detail(ctx, assembly_id=assembly_id) if assembly_id else None
    before = {name: data.get(f"rows_{name}", "") for name in SENT_FOR}
    item_id, kind = as_id(data.get("item_id", "")), data.get("kind", "bundle")
    quantity = _number(data.get("quantity", ""))
    parts = recipe(ctx, item_ids=[item_id]).get(item_id, []) if item_id else []
    is_other = (str(item_id or ""), kind) != (before["item_id"], before["kind"])
    if not is_other:
        of_recipe = [(part.card.item_id, part.quantity_micro, part.card.is_tracked) for part in parts]
        _scale(data, of_recipe, kind, _number(before["quantity"]), quantity)
    form = AssemblyForm(request, data, [], view, {})
    if is_other:
        form.fill(parts, quantity or Decimal(1), kind)
    form.tell(request.formats)
    form.tell_batches(request)
    return render_page(request, "stock/_assembly_rows.html", {"form": form, **_context(view)})


def _scale(
    data: QueryDict, parts: list[tuple[int, int, bool]], kind: str, before: Decimal | None, after: Decimal | None
) -> None:
    """Let the quantities of the rows follow that of the composite; those of the recipe exactly."""
    if not before or not after or before == after:
        return
    was, will = recipe_quantities(parts, before, kind), recipe_quantities(parts, after, kind)
    for key in sent_keys(data):
        name = f"line-{key}-quantity"
        amount = _number(data.get(name, ""))
        if amount:
            micro, item_id = Quantity.of(amount).micro, as_id(data.get(f"line-{key}-item_id", "")) or 0
            factors = Quantity.of(before).micro, Quantity.of(after).micro
            follows = will[item_id] if was.get(item_id) == micro else scaled(micro, *factors)
            data[name] = format(Quantity(follows).value.normalize(), "f")


def _number(text: str) -> Decimal | None:
    """Return a quantity greater than zero as it was typed, None for anything else."""
    try:
        number = AssemblyForm.base_fields["quantity"].clean(text)
    except forms.ValidationError:
        return None
    return number if isinstance(number, Decimal) and Quantity.of(number).micro > 0 else None


def _row(request: PageRequest) -> HttpResponse:
    way = "in" if request.POST.get("kind") == "unbundle" else "out"
    return answer_row(request, AssemblyRow, _ROW_PAGE, on_hand_text, batches_of_row(way))


def _choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    del query
    found = item_choices(ctx, text=text, combo_type="assembly", limit=_OFFERED)
    return [Option(card.item_id, card.name, card.sku) for card in found]


PAGES: list[Page] = [
    Page("assemblies/new/", "assembly_create", CREATE, assembly_create_page, CREATE),
    Page("assemblies/<id:assembly_id>/edit/", "assembly_edit", EDIT, assembly_edit_page, EDIT),
    choices_page("assemblies/items/choices/", "assembleditem_choices", "items.view", _choices),
    Page("assemblies/row/", _ROW_PAGE, "items.view", _row, followed=False),
    Page("assemblies/rows/", "assembly_rows", VIEW, assembly_rows_page, followed=False),
]
