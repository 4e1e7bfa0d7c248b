"""Operations about members and roles."""

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.text import noop as _
from daicho.organizations.api.schemas import MemberInput, RoleInput
from daicho.organizations.api.serializers import JsonObject, member_json, member_row_json, role_json
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.create_role import create_role
from daicho.organizations.commands.delete_role import delete_role
from daicho.organizations.commands.invite_again import invite_again
from daicho.organizations.commands.remove_member import remove_member
from daicho.organizations.commands.set_member_state import set_member_state
from daicho.organizations.commands.update_member import update_member
from daicho.organizations.commands.update_role import update_role
from daicho.organizations.core.member import MemberFields, RoleFields
from daicho.organizations.queries.list_members import LISTING, list_members
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.member import member
from daicho.organizations.queries.role import role
from daicho.platform.access import MEMBER
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Listed, Operation, Record

_USER = "User"
_ROLE = "Role"


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(LISTING)
    page = list_members(call.ctx, criteria=criteria)
    rows = [member_row_json(call.ctx, view) for view in page.rows]
    return Listed.of("users", Rows(rows, page.has_more, page.total), criteria, _("Users"))


def _create(call: Call[MemberInput]) -> Answer:
    added = add_member(call.ctx, fields=_fields(call))
    message = (
        _("The user has been created.") if added.state == "active" else _("An invitation has been sent to the user.")
    )
    return Record("user", _shown(call.ctx, added.member_id), message, status=201)


def _get(call: Call[None]) -> Answer:
    return Record("user", _shown(call.ctx, call.record_id("user_id", _USER)))


def _me(call: Call[None]) -> Answer:
    assert call.ctx.actor.user_id is not None, "a token belongs to a person"
    return Record("user", _shown(call.ctx, call.ctx.actor.user_id))


def _update(call: Call[MemberInput]) -> Answer:
    member_id = call.record_id("user_id", _USER)
    update_member(call.ctx, member_id=member_id, fields=_fields(call))
    return Record("user", _shown(call.ctx, member_id), _("The user has been updated."))


def _delete(call: Call[None]) -> Answer:
    remove_member(call.ctx, member_id=call.record_id("user_id", _USER))
    return Done(_("The user has been deleted."))


def _invite(call: Call[None]) -> Answer:
    invite_again(call.ctx, member_id=call.record_id("user_id", _USER))
    return Done(_("An invitation has been sent to the user."))


def _activate(call: Call[None]) -> Answer:
    set_member_state(call.ctx, member_id=call.record_id("user_id", _USER), state="active")
    return Done(_("The user has been marked as active."))


def _deactivate(call: Call[None]) -> Answer:
    set_member_state(call.ctx, member_id=call.record_id("user_id", _USER), state="inactive")
    return Done(_("The user has been marked as inactive."))


def _list_roles(call: Call[None]) -> Answer:
    return Listed("roles", [role_json(view) for view in list_roles(call.ctx)])


def _get_role(call: Call[None]) -> Answer:
    return Record("role", role_json(role(call.ctx, role_id=call.record_id("role_id", _ROLE))))


def _create_role(call: Call[RoleInput]) -> Answer:
    role_id = create_role(call.ctx, fields=_role_fields(call))
    return Record("role", role_json(role(call.ctx, role_id=role_id)), _("The role has been created."), status=201)


def _update_role(call: Call[RoleInput]) -> Answer:
    role_id = call.record_id("role_id", _ROLE)
    update_role(call.ctx, role_id=role_id, fields=_role_fields(call))
    return Record("role", role_json(role(call.ctx, role_id=role_id)), _("The role has been updated."))


def _delete_role(call: Call[None]) -> Answer:
    delete_role(call.ctx, role_id=call.record_id("role_id", _ROLE))
    return Done(_("The role has been deleted."))


def _shown(ctx: Ctx, member_id: int) -> JsonObject:
    return member_json(ctx, member(ctx, member_id=member_id))


def _fields(call: Call[MemberInput]) -> MemberFields:
    body, fields = call.body, MemberFields(name=call.body.name, email=call.body.email)
    if body.role_id is not None:
        fields["role_id"] = body.role_id
    if body.applications is not None:
        fields["may_use_books"] = "books" in body.applications
        fields["may_use_inventory"] = "inventory" in body.applications
    if "cost_rate" in call.given:
        fields["cost_rate"] = None if body.cost_rate is None else Rate.of(body.cost_rate)
    return fields


def _role_fields(call: Call[RoleInput]) -> RoleFields:
    fields = RoleFields()
    if "role_name" in call.given:
        fields["name"] = call.body.role_name
    if "description" in call.given:
        fields["description"] = call.body.description
    if "permissions" in call.given:
        fields["permissions"] = frozenset(call.body.permissions)
    return fields


OPERATIONS = [
    Operation("GET", "/users", "users.view", "settings.READ", _list, "List users", listing=LISTING),
    Operation("POST", "/users", "users.create", "settings.CREATE", _create, "Add a user", body=MemberInput),
    Operation("GET", "/users/me", MEMBER, "settings.READ", _me, "Get the current user"),
    Operation("GET", "/users/{user_id}", "users.view", "settings.READ", _get, "Get a user"),
    Operation("PUT", "/users/{user_id}", "users.edit", "settings.UPDATE", _update, "Update a user", body=MemberInput),
    Operation("DELETE", "/users/{user_id}", "users.delete", "settings.DELETE", _delete, "Delete a user"),
    Operation("POST", "/users/{user_id}/invite", "users.create", "settings.CREATE", _invite, "Invite a user again"),
    Operation("POST", "/users/{user_id}/active", "users.edit", "settings.CREATE", _activate, "Mark as active"),
    Operation("POST", "/users/{user_id}/inactive", "users.edit", "settings.CREATE", _deactivate, "Mark as inactive"),
    Operation("GET", "/settings/roles", MEMBER, "settings.READ", _list_roles, "List roles"),
    Operation(
        "POST", "/settings/roles", "users.create", "settings.CREATE", _create_role, "Create a role", body=RoleInput
    ),
    Operation("GET", "/settings/roles/{role_id}", MEMBER, "settings.READ", _get_role, "Get a role"),
    Operation(
        "PUT",
        "/settings/roles/{role_id}",
        "users.edit",
        "settings.UPDATE",
        _update_role,
        "Update a role",
        body=RoleInput,
    ),
    Operation("DELETE", "/settings/roles/{role_id}", "users.delete", "settings.DELETE", _delete_role, "Delete a role"),
]
