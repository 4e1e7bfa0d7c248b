"""How documents of several kinds are numbered, at once."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.organizations.commands.change_series import change_series
from daicho.platform.numbering import SeriesRow
from daicho.platform.work import unit_of_work


def change_all_series(ctx: Ctx, *, series: Sequence[SeriesRow]) -> None:
    """Set several series, all or none. Raises what `change_series` raises."""
    ctx.require("settings.edit")
    with unit_of_work(ctx):
        for row in series:
            change_series(ctx, series=row)
