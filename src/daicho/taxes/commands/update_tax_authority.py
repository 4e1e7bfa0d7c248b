"""Changing a tax authority."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.taxes.commands._authority_values import COLUMNS, authority_values
from daicho.taxes.commands.locks import locked_authority
from daicho.taxes.core.fields import AuthorityFields
from daicho.taxes.models import TaxAuthority


def update_tax_authority(ctx: Ctx, *, authority_id: int, fields: AuthorityFields) -> None:
    """Change a tax authority; absent keys stay. Raises NotFound, InvalidInput."""
    ctx.require("taxes.edit")
    with unit_of_work(ctx) as unit:
        row = locked_authority(authority_id)
        before = {column: getattr(row, column) for column in COLUMNS}
        values = authority_values(fields, row)
        TaxAuthority.objects.filter(id=authority_id).update(modified_at=ctx.now, **values)
        unit.record("taxauthority", authority_id, "updated", before=before, after=values)
