"""A new tax authority."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.taxes.commands._authority_values import authority_values
from daicho.taxes.core.fields import AuthorityFields
from daicho.taxes.models import TaxAuthority


def create_tax_authority(ctx: Ctx, *, fields: AuthorityFields) -> int:
    """Create a tax authority and return its id. Raises InvalidInput."""
    ctx.require("taxes.create")
    with unit_of_work(ctx) as unit:
        values = authority_values(fields, None)
        row = TaxAuthority(organization_id=ctx.organization_id, created_at=ctx.now, modified_at=ctx.now, **values)
        TaxAuthority.objects.bulk_create([row])
        authority_id: int = row.id
        unit.record("taxauthority", authority_id, "created", after=values)
    return authority_id
