"""Members of tax groups."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.taxes.core.fields import group_errors
from daicho.taxes.models import Tax, TaxGroupMember


def check_group(name: str, tax_ids: Sequence[int], group_id: int | None) -> None:
    """Raise InvalidInput with what is wrong with a group as it would be saved."""
    others = Tax.objects.exclude(id=group_id or 0).values_list("name", flat=True)
    simple = Tax.objects.exclude(tax_type="tax_group").filter(id__in=tax_ids).values_list("id", flat=True)
    errors = list(group_errors(name, tax_ids, list(others), list(simple)))
    if errors:
        raise InvalidInput(errors)


def set_members(ctx: Ctx, group_id: int, tax_ids: Sequence[int]) -> None:
    """Replace the members of a group."""
    TaxGroupMember.objects.filter(group_id=group_id).delete()
    TaxGroupMember.objects.bulk_create(
        TaxGroupMember(organization_id=ctx.organization_id, group_id=group_id, tax_id=tax_id, position=position)
        for position, tax_id in enumerate(tax_ids)
    )
