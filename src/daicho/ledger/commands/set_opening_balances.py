"""Writing the opening balances."""

from collections import defaultdict
from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.ledger.commands._known import known_to
from daicho.ledger.commands._opening_rows import (
    fields_of_rows,
    known_rates,
    locked_opening,
    opening_rows,
    post_opening,
    snapshot,
)
from daicho.ledger.core.journal import Known
from daicho.ledger.core.locks import Scope
from daicho.ledger.core.opening import (
    OpeningBalanceFields,
    OpeningLine,
    OpeningLineFields,
    given_lines,
    is_stock,
    opening_lines,
    refuse_other_stock,
)
from daicho.ledger.models import OpeningBalance, OpeningBalanceLine
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.ledger.queries.opening_stock_values import opening_stock_values
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields.references import record_names
from daicho.platform.work import unit_of_work


def set_opening_balances(ctx: Ctx, *, fields: OpeningBalanceFields) -> int:
    """Write the opening balances, or change them, and return their id; absent keys stay.

    They are dated the organisation's opening day; another `date` becomes that day, and the items' opening stock
    follows. What is out of balance goes to the account "opening_balance_offset". Raises InvalidInput, RuleBroken (see
    `opening_lines`; 4320: the row of a stock account is not what the items' opening stock is worth; 4310: the opening
    day is locked).
    """
    ctx.require("journals.edit")
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        day = fields.get("date") or organization_profile(ctx).opening_day
        if day != organization_profile(ctx).opening_day:
            update_organization(ctx, fields={"opening_date": day})
        opening = locked_opening()
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[day])
        old = list(OpeningBalanceLine.objects.filter(opening_id=opening.id).order_by("position")) if opening else []
        before = snapshot(opening, old) if opening else None
        if opening is None:
            opening = OpeningBalance(organization_id=ctx.organization_id, created_at=ctx.now)
        opening.date, opening.modified_at = day, ctx.now
        given = given_lines(fields["lines"] if "lines" in fields else fields_of_rows(old))
        known = known_to(ctx, given, {row.account_id for row in old})
        _refuse_unknown_places(ctx, given)
        rates, base = known_rates(ctx, opening)
        lines = opening_lines(given, known, rates, base)
        _compare_stock(ctx, lines, known)
        opening.save()
        rows = opening_rows(opening, lines)
        OpeningBalanceLine.objects.filter(opening_id=opening.id).delete()
        OpeningBalanceLine.objects.bulk_create(rows)
        post_opening(ctx, opening, rows)
        action = "updated" if before else "created"
        unit.record("opening_balance", opening.id, action, before=before, after=snapshot(opening, rows))
        opening_id: int = opening.id
        return opening_id


def _refuse_unknown_places(ctx: Ctx, given: Sequence[OpeningLineFields]) -> None:
    """Raise InvalidInput for every location that is none."""
    named = {place: index for index, line in enumerate(given) if (place := line.get("location_id"))}
    known = record_names(ctx, entity="location", record_ids=list(named)) if named else {}
    fields = [f"accounts[{index}].location_id" for place, index in named.items() if place not in known]
    if fields:
        message = _("Invalid value passed for %(field)s")
        raise InvalidInput([FieldError(field, message, {"field": field}) for field in fields])


def _compare_stock(ctx: Ctx, lines: Sequence[OpeningLine], known: Known) -> None:
    declared: dict[int, int] = defaultdict(int)
    for line in lines:
        if is_stock(known.accounts[line.account_id].account_type):
            declared[line.account_id] += line.amount.base
    if declared:
        names = {account_id: known.accounts[account_id].name for account_id in declared}
        refuse_other_stock(declared, opening_stock_values(ctx), names)
