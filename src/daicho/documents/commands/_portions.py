"""Documents that take portions of an order's lines (receives, packages): their lines, and their numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from daicho.documents.core.portion import Portion, PortionFields, chosen_line, portion_errors
from daicho.documents.core.rules import NO_LINES
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, duplicate
from daicho.kernel.measure import Quantity
from daicho.kernel.periods import fiscal_year_of
from daicho.kernel.text import noop as _
from daicho.organizations.core.organization import OrganizationProfile
from daicho.platform.db.ids import new_id
from daicho.platform.numbering import hold_series, next_number


def prepared_portions(
    given: Sequence[PortionFields], lines: Sequence[Any], before: Sequence[Portion], *, id_name: str
) -> list[Portion]:
    """Return the lines as they will be saved; those that are there `before` keep their ids.

    `lines` are the order's, with their items; `id_name` is how the wire calls one of them. Raises InvalidInput with
    every fault at once, RuleBroken (4016) without lines.
    """
    if not given:
        raise RuleBroken(NO_LINES, _("Add at least one line."))
    known = {row.line_id: row for row in before}
    targets: list[Any] = [chosen_line(line, known, lines) for line in given]
    errors = []
    for place, (line, target) in enumerate(zip(given, targets, strict=True)):
        if target is not None and (target.item is None or target.item.product_type != "goods"):
            name, given_name = f"line_items[{place}].{id_name}", {"name": target.name}
            errors.append(FieldError(name, _("'%(name)s' is no goods: it is neither packed nor received."), given_name))
        errors += portion_errors(place, line, target, id_name)
    if errors:
        raise InvalidInput(errors)
    own = {row.order_line_id: row.line_id for row in before}
    return [
        Portion(
            line_id=own.pop(target.id, 0) or new_id(),
            order_line_id=target.id,
            position=position,
            item_id=target.item_id,
            name=target.name,
            description=line.get("description", target.description),
            unit=target.unit,
            quantity=Quantity.of(line["quantity"]).micro,
        )
        for position, (line, target) in enumerate(zip(given, targets, strict=True), 1)
    ]


def series_number(
    ctx: Ctx, model: Any, entity: str, given: str, *, name: str, day: date, profile: OrganizationProfile
) -> str:
    """Return the given number, or the next free one of the series; `name` is its field on the wire.

    Raises InvalidInput for one in use.
    """
    if number := given.strip():
        refuse_used_number(ctx, model, entity, number, name=name)
        return number
    start = fiscal_year_of(day, profile.fiscal_year_start_month).start
    while True:
        number = next_number(ctx, entity, fiscal_year_start=start)
        if not model.objects.filter(number=number).exists():
            return number


def refuse_used_number(ctx: Ctx, model: Any, entity: str, number: str, *, name: str, but: int = 0) -> None:
    """Raise InvalidInput where another row than `but` has this number; nobody takes it meanwhile."""
    hold_series(ctx, entity)
    if model.objects.filter(number=number).exclude(id=but).exists():
        raise InvalidInput([duplicate(name, number)])
