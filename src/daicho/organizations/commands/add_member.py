"""A further member."""

from dataclasses import dataclass

from daicho.identity.queries.person_by_email import person_by_email
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate, missing
from daicho.organizations.commands._invite import invite, welcome
from daicho.organizations.commands._member import check_member, require_may_give
from daicho.organizations.commands.locks import found_role, locked_organization
from daicho.organizations.core.member import MemberFields
from daicho.organizations.core.permissions import READ_ONLY
from daicho.organizations.models import Membership, Role
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


@dataclass(frozen=True, slots=True)
class AddedMember:
    """`member_id` as the wire names the member; `link` for who is invited, to be handed over in another way too."""

    member_id: int
    state: str
    link: str = ""


def add_member(ctx: Ctx, *, fields: MemberFields) -> AddedMember:
    """Make the person a member: at once where the address has an account, else by an invitation.

    Raises InvalidInput, NotFound for the role, Forbidden for a role with more rights than the caller's.
    """
    ctx.require("users.create")
    absent = [missing(name) for name in ("name", "email") if not str(fields.get(name, "")).strip()]
    if absent:
        raise InvalidInput(absent)
    check_member(fields)
    email = fields["email"].strip().lower()
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        role = found_role(fields["role_id"]) if "role_id" in fields else Role.objects.get(built_in=READ_ONLY)
        require_may_give(ctx, role)
        person = person_by_email(email)
        has_account = person is not None and person.is_active
        if Membership.objects.filter(email=email).exists() or (
            person is not None and Membership.objects.filter(user_id=person.user_id).exists()
        ):
            raise InvalidInput([duplicate("email", email)])
        rate = fields.get("cost_rate")
        row = Membership(
            id=new_id(),
            organization_id=ctx.organization_id,
            user_id=person.user_id if person is not None and has_account else None,
            name=fields["name"].strip(),
            email=email,
            role=role,
            state=Membership.State.ACTIVE if has_account else Membership.State.INVITED,
            may_use_books=fields.get("may_use_books", True),
            may_use_inventory=fields.get("may_use_inventory", True),
            cost_rate_micro=rate.micro if rate else None,
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        Membership.objects.bulk_create([row])
        member_id = row.user_id or row.id
        unit.record("user", member_id, "created", after={"email": email, "role": role.name, "state": row.state})
        if has_account:
            welcome(ctx, row)
            return AddedMember(member_id, row.state)
        return AddedMember(member_id, row.state, invite(ctx, row))
