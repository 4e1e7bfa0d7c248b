"""The whole quick set-up of Books in one call."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, missing
from daicho.organizations.commands.open_accounting import open_accounting
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.core.setup import STEPS
from daicho.organizations.queries.enter import enter
from daicho.platform.work import unit_of_work
from daicho.processes.commands.save_setup_step import SetupContent, save_setup_step

_REQUIRED = ("fiscal_year_start_month", "opening_date")


def set_up_books(ctx: Ctx, *, organization_id: int, content: SetupContent) -> None:
    """Do all steps at once; the organisation is in Books afterwards. What is not said has a default already.

    Opens Books first where nobody has. Raises NotFound, Forbidden for who is no administrator, InvalidInput without
    fiscal year start or opening date or for wrong fields, RuleBroken when the set-up is done.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    absent = [missing(name) for name in _REQUIRED if not content.fields.get(name)]
    if absent:
        raise InvalidInput(absent)
    with unit_of_work(ctx):
        open_accounting(ctx, organization_id=organization_id)
        save_setup_step(ctx, step=STEPS[0], content=content)
        for step in STEPS[1:]:
            save_setup_step(ctx, step=step, content=SetupContent())
