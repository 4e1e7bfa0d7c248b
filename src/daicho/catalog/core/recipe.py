"""What a composite item may be made of (behaviour.md 10)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from daicho.catalog.core.item import ComponentFields
from daicho.kernel.errors import FieldError, missing
from daicho.kernel.measure import MICRO, MICRO_LIMIT
from daicho.kernel.text import noop as _

RECIPE_LIMIT = 200
"""Most lines of a recipe."""
Recipes = Mapping[int, Collection[int]]
"""Composite item → its components."""


@dataclass(frozen=True, slots=True)
class Component:
    """What the rules need to know of an item that a recipe names."""

    name: str
    combo_type: str
    is_tracked: bool
    is_active: bool
    can_be_purchased: bool
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class Composite:
    """The item whose recipe it is (0: a new one), and the components it had before."""

    item_id: int
    combo_type: str
    kept: frozenset[int] = frozenset()


def recipe_errors(
    lines: Sequence[ComponentFields], composite: Composite, known: Mapping[int, Component], recipes: Recipes
) -> Iterable[FieldError]:
    """Yield what is wrong with the lines of a recipe.

    `known` are the items they name, as far as they exist; `recipes` those of all that is below them.
    """
    if not lines:
        yield missing("mapped_items")
        return
    if len(lines) > RECIPE_LIMIT:
        field = "mapped_items"
        yield FieldError(
            field, _("%(field)s has more than %(limit)s entries."), {"field": field, "limit": RECIPE_LIMIT}
        )
        return
    seen: set[int] = set()
    for place, line in enumerate(lines):
        field = f"mapped_items[{place}].item_id"
        item_id = line.get("item_id") or 0
        component = known.get(item_id)
        if not item_id:
            yield missing(field)
        elif component is None:
            yield FieldError(field, _("Invalid value passed for %(field)s"), {"field": field})
        elif item_id in seen:
            yield FieldError(field, _("The component %(name)s is named more than once."), {"name": component.name})
        else:
            yield from _component_errors(field, item_id, component, composite, recipes)
        seen.add(item_id)
        yield from _quantity_errors(f"mapped_items[{place}].quantity", line.get("quantity_micro") or 0)
    if seen <= known.keys() and not any(known[item_id].is_tracked for item_id in seen):
        yield FieldError("mapped_items", _("At least one component must be kept in stock."))


def _component_errors(
    field: str, item_id: int, component: Component, composite: Composite, recipes: Recipes
) -> Iterable[FieldError]:
    name = {"name": component.name}
    if not component.is_active and item_id not in composite.kept:
        yield FieldError(field, _("The item %(name)s is inactive."), name)
    elif item_id == composite.item_id or composite.item_id in below(item_id, recipes):
        yield FieldError(field, _("'%(name)s' is itself made of this item, directly or through its components."), name)
    elif component.combo_type == "kit":
        yield FieldError(field, _("'%(name)s' is a kit: it has no stock that could go into another item."), name)
    elif composite.combo_type == "kit" and component.tracking:
        message = _("'%(name)s' is kept in batches or by serial numbers, which nobody can name when a kit is sold.")
        yield FieldError(field, message, name)
    elif composite.combo_type == "assembly" and not component.is_tracked and not component.can_be_purchased:
        yield FieldError(field, _("'%(name)s' is not bought, so nobody knows what it adds to the cost."), name)


def _quantity_errors(field: str, quantity: int) -> Iterable[FieldError]:
    if quantity > MICRO_LIMIT:
        yield FieldError(field, _("Invalid value passed for %(field)s"), {"field": field})
    elif quantity <= 0:
        yield FieldError(field, _("%(field)s must be greater than zero."), {"field": field})


def below(item_id: int, recipes: Recipes) -> set[int]:
    """Return everything an item is made of, at any depth; it ends even where the recipes already go in a circle."""
    found: set[int] = set()
    waiting = list(recipes.get(item_id, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += recipes.get(one, ())
    return found


def whole_sets(parts: Iterable[tuple[int, int]]) -> int:
    """Return how many whole sets there are, in 10^-6: the minimum over (available, needed for one), in 10^-6.

    What is missing of a component makes no set less than none.
    """
    return max(0, min((available // needed for available, needed in parts), default=0)) * MICRO
