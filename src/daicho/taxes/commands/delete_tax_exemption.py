"""Removing a tax exemption that nothing refers to."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work
from daicho.taxes.commands.locks import locked_exemption
from daicho.taxes.models import TaxExemption


def delete_tax_exemption(ctx: Ctx, *, exemption_id: int) -> None:
    """Delete a tax exemption. Refused (RuleBroken 36) while anything refers to it. Raises NotFound."""
    ctx.require("taxes.delete")
    with unit_of_work(ctx) as unit:
        row = locked_exemption(exemption_id)
        if in_use(ctx, entity="taxexemption", ids=[exemption_id]):
            raise RuleBroken(36, _("'%(name)s' is in use and cannot be deleted."), {"name": row.code})
        TaxExemption.objects.filter(id=exemption_id).delete()
        unit.record("taxexemption", exemption_id, "deleted", before={"code": row.code})
