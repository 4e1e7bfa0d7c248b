"""Operations about organisations: the documented ones and Daicho's own (INTERFACE.md §5)."""

from dataclasses import replace

from daicho.kernel.context import Ctx
from daicho.kernel.errors import Forbidden, NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.api.schemas import DeletionInput, ModeInput, OrganizationInput, organization_fields
from daicho.organizations.api.serializers import JsonObject, organization_json
from daicho.organizations.commands.join_application import join_application
from daicho.organizations.commands.open_accounting import open_accounting
from daicho.organizations.commands.request_deletion import request_deletion
from daicho.organizations.commands.set_mode import set_mode
from daicho.organizations.commands.take_back_deletion import take_back_deletion
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.core.rules import FEATURE_OFF
from daicho.organizations.queries.deletion import deletion
from daicho.organizations.queries.enter import enter
from daicho.organizations.queries.joinable_organizations import joinable_organizations
from daicho.organizations.queries.joined_organizations import joined_organizations
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.my_organization import my_organization
from daicho.platform.access import SIGNED_IN
from daicho.platform.wire.operation import Answer, Call, Listed, Operation, Record
from daicho.platform.work import reading

ENTITY = "Organization"
_PATH = "/organizations/{organization_id}"


def shown_organization(ctx: Ctx, organization_id: int) -> JsonObject:
    """Return the organisation as JSON, with its deletion request."""
    mine = my_organization(ctx, organization_id=organization_id)
    with reading(ctx.within(organization_id)):
        request = deletion(ctx)
    return organization_json(mine, request)


def _list(call: Call[None]) -> Answer:
    found = joined_organizations(call.ctx, application=call.ctx.application)
    return Listed("organizations", [organization_json(mine) for mine in found])


def _joinable(call: Call[None]) -> Answer:
    assert call.ctx.application is not None, "the prefix names the application"
    found = joinable_organizations(call.ctx, application=call.ctx.application)
    return Listed("organizations", [organization_json(mine) for mine in found])


def _get(call: Call[None]) -> Answer:
    organization_id = _visible(call)
    return Record("organization", shown_organization(call.ctx, organization_id))


def _update(call: Call[OrganizationInput]) -> Answer:
    organization_id = _visible(call)
    inside = enter(call.ctx, organization_id=organization_id)
    fields = organization_fields(call.body)
    if call.body.currency_id is not None:
        with reading(inside):
            found = list_currencies(inside, currency_id=call.body.currency_id)
        if not found:
            raise NotFound(_("Currency does not exist."))
        fields["currency_code"] = found[0].code
    update_organization(inside, fields=fields)
    message = _("The organization has been updated.")
    return Record("organization", shown_organization(call.ctx, organization_id), message)


def _join(call: Call[None]) -> Answer:
    organization_id = call.record_id("organization_id", ENTITY)
    assert call.ctx.application is not None, "the prefix names the application"
    join_application(call.ctx, organization_id=organization_id, application=call.ctx.application)
    return Record("organization", shown_organization(call.ctx, organization_id), _("The organization has been joined."))


def _open_accounting(call: Call[None]) -> Answer:
    organization_id = call.record_id("organization_id", ENTITY)
    open_accounting(call.ctx, organization_id=organization_id)
    message = _("Books has been opened. The quick setup follows.")
    return Record("organization", shown_organization(call.ctx, organization_id), message)


def _set_mode(call: Call[ModeInput]) -> Answer:
    organization_id = call.record_id("organization_id", ENTITY)
    set_mode(call.ctx, organization_id=organization_id, mode=call.body.mode)
    is_test = call.body.mode == "test"
    message = (
        _("The organization has been marked as test organization.")
        if is_test
        else _("The organization has been marked as live.")
    )
    return Record("organization", shown_organization(call.ctx, organization_id), message)


def _request_deletion(call: Call[DeletionInput]) -> Answer:
    organization_id = call.record_id("organization_id", ENTITY)
    request_deletion(call.ctx, organization_id=organization_id, reason=call.body.reason)
    message = _("The deletion of the organization has been requested.")
    return Record("organization", shown_organization(call.ctx, organization_id), message)


def _take_back_deletion(call: Call[None]) -> Answer:
    organization_id = call.record_id("organization_id", ENTITY)
    take_back_deletion(call.ctx, organization_id=organization_id)
    message = _("The deletion request has been taken back.")
    return Record("organization", shown_organization(call.ctx, organization_id), message)


def _visible(call: Call[None] | Call[OrganizationInput]) -> int:
    """Return the organisation's id once the caller may see it in this application, also while it is set up there.

    Raises NotFound for who is no member, RuleBroken (110817) where it is not joined, Forbidden without access.
    """
    organization_id = call.record_id("organization_id", ENTITY)
    membership = my_organization(call.ctx, organization_id=organization_id).membership
    application = call.ctx.application
    if application == "books" and membership.books_setup == "pending":
        return organization_id
    if application not in membership.joined:
        raise RuleBroken(FEATURE_OFF, _("The organization has not joined this application."))
    if application not in membership.applications:
        raise Forbidden(_("You are not authorized to perform this operation"))
    return organization_id


_OPERATIONS = [
    Operation("GET", "/organizations", SIGNED_IN, "settings.READ", _list, "List organizations"),
    Operation("GET", "/organizations/joinable", SIGNED_IN, "settings.READ", _joinable, "List what may be joined"),
    Operation("GET", _PATH, SIGNED_IN, "settings.READ", _get, "Get an organization"),
    Operation("PUT", _PATH, SIGNED_IN, "settings.UPDATE", _update, "Update an organization", body=OrganizationInput),
    Operation("POST", f"{_PATH}/join", SIGNED_IN, "settings.CREATE", _join, "Join an organization"),
    Operation(
        "POST",
        f"{_PATH}/accounting",
        SIGNED_IN,
        "settings.CREATE",
        _open_accounting,
        "Open Books for an organization of Inventory",
        applications=("inventory",),
    ),
    Operation(
        "POST", f"{_PATH}/mode", SIGNED_IN, "settings.UPDATE", _set_mode, "Label an organization", body=ModeInput
    ),
    Operation(
        "POST",
        f"{_PATH}/deleterequest",
        SIGNED_IN,
        "settings.CREATE",
        _request_deletion,
        "Request the deletion of an organization",
        body=DeletionInput,
    ),
    Operation(
        "DELETE",
        f"{_PATH}/deleterequest",
        SIGNED_IN,
        "settings.DELETE",
        _take_back_deletion,
        "Take a deletion request back",
    ),
]
OPERATIONS = [replace(operation, alone=True) for operation in _OPERATIONS]
"""All of them stand outside an organisation: the path names it, and each command checks the membership itself."""
