"""Removing a tax authority that nothing refers to."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.taxes.commands.locks import locked_authority
from daicho.taxes.models import Tax, TaxAuthority


def delete_tax_authority(ctx: Ctx, *, authority_id: int) -> None:
    """Delete a tax authority. Refused (RuleBroken 36) while anything refers to it. Raises NotFound."""
    ctx.require("taxes.delete")
    with unit_of_work(ctx) as unit:
        row = locked_authority(authority_id)
        if Tax.objects.filter(authority_id=authority_id).exists():
            raise RuleBroken(36, _("'%(name)s' is in use and cannot be deleted."), {"name": row.name})
        TaxAuthority.objects.filter(id=authority_id).delete()
        unit.record("taxauthority", authority_id, "deleted", before={"name": row.name})
