"""What the documents of stock have in common: numbers, and what their lines refer to."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from daicho.catalog.queries.item_card import ItemCard
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, duplicate
from daicho.kernel.periods import fiscal_year_of
from daicho.kernel.text import noop as _
from daicho.organizations.core.organization import OrganizationProfile
from daicho.platform.numbering import next_number
from daicho.stock.core.adjustment import bad
from daicho.stock.models import Adjustment, Assembly, Location, TransferOrder

Header = type[Adjustment] | type[TransferOrder] | type[Assembly]
_NUMBERS = {
    "inventoryadjustment": "inventory_adjustment_number",
    "transferorder": "transfer_order_number",
    "assembly": "transaction_number",
}


def document_number(
    ctx: Ctx, model: Header, entity: str, given: str, day: date, profile: OrganizationProfile
) -> str:  # fmt: skip
    """Return the given number, or the next free one of the series. Raises InvalidInput for one in use."""
    if number := given.strip():
        refuse_used_number(model, entity, number, 0)
        return number
    start = fiscal_year_of(day, profile.fiscal_year_start_month).start
    while True:
        number = next_number(ctx, entity, fiscal_year_start=start)
        if not model.objects.filter(number=number).exists():
            return number


def refuse_used_number(model: Header, entity: str, number: str, document_id: int) -> None:
    """Raise InvalidInput where the number is too long, or another document than `document_id` has it."""
    if len(number) > 100:
        raise InvalidInput([bad(_NUMBERS[entity])])
    if model.objects.filter(number=number).exclude(id=document_id).exists():
        raise InvalidInput([duplicate(_NUMBERS[entity], number)])


def item_errors(
    items: Iterable[tuple[str, int | None]], cards: Mapping[int, ItemCard], kept: Collection[int]
) -> Iterable[FieldError]:
    """Yield what is wrong with the (field, item) pairs: only tracked items, and only active ones on new lines."""
    for field, item_id in items:
        card = cards.get(item_id or 0)
        if item_id and card is None:
            yield bad(field)
        elif card and not card.is_tracked:
            yield FieldError(
                field, _("'%(name)s' is not kept in stock, so its stock cannot change."), {"name": card.name}
            )
        elif card and not card.is_active and card.item_id not in kept:
            yield FieldError(field, _("The item %(name)s is inactive."), {"name": card.name})


def location_errors(
    places: Iterable[tuple[str, int | None]], locations: Mapping[int, Location], kept: Collection[int]
) -> Iterable[FieldError]:
    """Yield what is wrong with the (field, location) pairs; an inactive one takes no new transactions."""
    for field, location_id in places:
        location = locations.get(location_id or 0)
        if location_id and location is None:
            yield bad(field)
        elif location and not location.is_active and location.id not in kept:
            yield FieldError(field, _("The location %(name)s is inactive."), {"name": location.name})


def text_errors(values: Mapping[str, object], limits: Mapping[str, int], prefix: str = "") -> Iterable[FieldError]:
    """Yield a field error for every text that is longer than its column."""
    for name, limit in limits.items():
        if len(str(values.get(name, ""))) > limit:
            field = f"{prefix}{name}"
            yield FieldError(
                field, _("%(field)s must not be longer than %(limit)s characters."), {"field": field, "limit": limit}
            )
