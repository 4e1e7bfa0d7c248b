"""A member's name, role and access."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate, invalid
from daicho.kernel.text import noop as _
from daicho.organizations.commands._member import check_member, require_may_give
from daicho.organizations.commands.locks import another_administrator, found_role, locked_member
from daicho.organizations.core.member import MemberFields
from daicho.organizations.core.permissions import ADMINISTRATOR
from daicho.organizations.models import Membership
from daicho.platform.work import unit_of_work


def update_member(ctx: Ctx, *, member_id: int, fields: MemberFields) -> None:
    """Change what `fields` names.

    Raises NotFound, InvalidInput, Forbidden for rights the caller lacks, RuleBroken when the last administrator
    would lose that role.
    """
    ctx.require("users.edit")
    check_member(fields)
    with unit_of_work(ctx) as unit:
        row = locked_member(ctx, member_id)
        before = _plain(row)
        require_may_give(ctx, row.role)
        if fields.get("role_id", row.role_id) != row.role_id:
            role = found_role(fields["role_id"])
            require_may_give(ctx, role)
            if role.built_in != ADMINISTRATOR:
                another_administrator(row)
            row.role = role
        _change_email(row, fields.get("email", row.email).strip().lower())
        row.name = fields.get("name", row.name).strip()
        row.may_use_books = fields.get("may_use_books", row.may_use_books)
        row.may_use_inventory = fields.get("may_use_inventory", row.may_use_inventory)
        if not (row.may_use_books or row.may_use_inventory):
            raise invalid("applications", _("A member needs access to at least one application."))
        if "cost_rate" in fields:
            rate = fields["cost_rate"]
            row.cost_rate_micro = rate.micro if rate else None
        row.modified_at = ctx.now
        row.save()
        unit.record("user", row.user_id or row.id, "updated", before=before, after=_plain(row))


def _change_email(row: Membership, email: str) -> None:
    if email == row.email:
        return
    if row.state != Membership.State.INVITED:
        raise invalid("email", _("The address belongs to the person, who changes it in their own account."))
    if Membership.objects.filter(email=email).exists():
        raise InvalidInput([duplicate("email", email)])
    row.email = email


def _plain(row: Membership) -> dict[str, object]:
    return {
        "name": row.name,
        "email": row.email,
        "role": row.role.name,
        "may_use_books": row.may_use_books,
        "may_use_inventory": row.may_use_inventory,
        "cost_rate_micro": row.cost_rate_micro,
    }
