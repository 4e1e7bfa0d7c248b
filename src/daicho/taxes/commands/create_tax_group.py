"""A new group of taxes."""

from django.db.models import Max

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.taxes.commands._group_members import check_group, set_members
from daicho.taxes.core.category import Category
from daicho.taxes.core.fields import GroupFields
from daicho.taxes.models import Tax


def create_tax_group(ctx: Ctx, *, fields: GroupFields) -> int:
    """Create a group of two or more taxes and return its id; lines carry it like a tax. Raises InvalidInput."""
    ctx.require("taxes.create")
    with unit_of_work(ctx) as unit:
        name, tax_ids = fields.get("name", "").strip(), fields.get("tax_ids", [])
        check_group(name, tax_ids, None)
        last = Tax.objects.aggregate(last=Max("position"))["last"] or 0
        group = Tax(
            organization_id=ctx.organization_id,
            name=name,
            tax_type="tax_group",
            category=Category.STANDARD,
            tax_factor="rate",
            position=last + 1,
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        Tax.objects.bulk_create([group])
        group_id: int = group.id
        set_members(ctx, group_id, tax_ids)
        unit.record("tax", group_id, "created", after={"name": name, "tax_ids": tax_ids})
    return group_id
