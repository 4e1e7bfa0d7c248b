"""Removing a tax or a group of taxes that nothing refers to."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work
from daicho.taxes.commands.locks import locked_tax
from daicho.taxes.models import Tax, TaxGroupMember, TaxRate


def delete_tax(ctx: Ctx, *, tax_id: int, group: bool = False) -> None:
    """Delete a tax, or a group. Refused (RuleBroken 36) while anything refers to it. Raises NotFound."""
    ctx.require("taxes.delete")
    with unit_of_work(ctx) as unit:
        tax = locked_tax(tax_id, group=group)
        in_group = TaxGroupMember.objects.filter(tax_id=tax_id).exists()
        if in_group or in_use(ctx, entity="tax", ids=[tax_id]):
            raise RuleBroken(
                36, _("'%(name)s' is in use and cannot be deleted. Mark it as inactive instead."), {"name": tax.name}
            )
        TaxRate.objects.filter(tax_id=tax_id).delete()
        TaxGroupMember.objects.filter(group_id=tax_id).delete()
        Tax.objects.filter(id=tax_id).delete()
        unit.record("tax", tax_id, "deleted", before={"name": tax.name, "tax_type": tax.tax_type})
