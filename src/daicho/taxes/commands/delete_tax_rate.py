"""Taking back a rate of a tax."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.taxes.commands.locks import locked_tax
from daicho.taxes.models import TaxRate


def delete_tax_rate(ctx: Ctx, *, tax_id: int, rate_id: int) -> None:
    """Take back a rate that has not begun yet (RuleBroken 4401 for any other). Raises NotFound."""
    ctx.require("taxes.edit")
    with unit_of_work(ctx) as unit:
        tax = locked_tax(tax_id)
        rate = TaxRate.objects.filter(id=rate_id, tax_id=tax_id).first()
        if rate is None:
            raise NotFound(_("Rate does not exist."))
        if rate.valid_from is None or rate.valid_from <= ctx.today:
            raise RuleBroken(4401, _("A rate that has begun stays: documents were computed with it."))
        TaxRate.objects.filter(id=rate_id).delete()
        before = {"percentage_micro": rate.percentage_micro, "valid_from": rate.valid_from}
        unit.record("tax", tax_id, "updated", before=before, after={"name": tax.name})
