"""Changing a group of taxes."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.taxes.commands._group_members import check_group, set_members
from daicho.taxes.commands.locks import locked_tax
from daicho.taxes.core.fields import GroupFields
from daicho.taxes.models import Tax, TaxGroupMember


def update_tax_group(ctx: Ctx, *, group_id: int, fields: GroupFields) -> None:
    """Change name or members of a group; absent keys stay. Raises NotFound, InvalidInput."""
    ctx.require("taxes.edit")
    with unit_of_work(ctx) as unit:
        group = locked_tax(group_id, group=True)
        members = TaxGroupMember.objects.filter(group_id=group_id).order_by("position")
        earlier = list(members.values_list("tax_id", flat=True))
        name, tax_ids = fields.get("name", group.name).strip(), fields.get("tax_ids", earlier)
        check_group(name, tax_ids, group_id)
        Tax.objects.filter(id=group_id).update(name=name, modified_at=ctx.now)
        set_members(ctx, group_id, tax_ids)
        before = {"name": group.name, "tax_ids": earlier}
        unit.record("tax", group_id, "updated", before=before, after={"name": name, "tax_ids": tax_ids})
