"""Keep credit notes within the returns that they credit."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.core.rules import RECEIVES_TOO_MUCH
from daicho.sales.models import CreditNoteLine
from daicho.sales.queries._return_progress import progress_of


# tidy: allow unauthorised: part of the commands that change credit notes
# tidy: allow unaudited: it changes nothing
# tidy: allow call-shape: the shape of Kind.after
def follow_returns(ctx: Ctx, source_line_ids: Collection[int]) -> None:
    """Raise RuleBroken (4822) where credit notes of these invoice lines take more back than their returns have."""
    with unit_of_work(ctx):
        crediting = CreditNoteLine.objects.filter(source_line_id__in=source_line_ids, return_line_id__isnull=False)
        lines = set(crediting.values_list("return_line_id", flat=True))
        if lines and any(line.is_exceeded for line in progress_of(lines).values()):
            raise RuleBroken(RECEIVES_TOO_MUCH, _("More would be credited than the sales return has."))
