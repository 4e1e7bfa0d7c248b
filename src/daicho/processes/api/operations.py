"""Making, setting up and copying organisations."""

from typing import Annotated, Literal

from pydantic import Field

from daicho.kernel.text import noop as _
from daicho.organizations.api.organizations import ENTITY, shown_organization
from daicho.organizations.api.schemas import (
    MemberInput,
    Month,
    NewOrganizationInput,
    OrganizationInput,
    organization_fields,
)
from daicho.organizations.core.member import MemberFields
from daicho.platform.access import SIGNED_IN
from daicho.platform.wire.operation import Answer, Call, Operation, Record
from daicho.platform.wire.schema import Day, Length, WireInput
from daicho.processes.commands.clone_organization import clone_organization
from daicho.processes.commands.open_organization import open_organization
from daicho.processes.commands.save_setup_step import SetupContent
from daicho.processes.commands.set_up_books import set_up_books


class SetupInput(OrganizationInput):
    """The quick set-up in one call: two answers are required, the rest has defaults (INTERFACE.md §5)."""

    fiscal_year_start_month: Month = Field()
    opening_date: Day = Field()
    bank_account_name: Annotated[str, Length(200)] = ""
    invitations: Annotated[list[MemberInput], Field(max_length=50)] = []


class CloneInput(WireInput):
    """What the copy is called and takes along; a copy of everything is a test organisation unless said otherwise."""

    name: Annotated[str, Length(200)]
    include: Literal["settings", "everything"] = "settings"
    mode: Literal["test", "live"] | None = None


def _create(call: Call[NewOrganizationInput]) -> Answer:
    assert call.ctx.application is not None, "the prefix names the application"
    organization_id = open_organization(
        call.ctx, fields=organization_fields(call.body), application=call.ctx.application
    )
    message = _("The organization has been created.")
    return Record("organization", shown_organization(call.ctx, organization_id), message, status=201)


def _set_up(call: Call[SetupInput]) -> Answer:
    organization_id = call.record_id("organization_id", ENTITY)
    content = SetupContent(
        fields=organization_fields(call.body),
        bank_account_name=call.body.bank_account_name,
        invitations=[_member(invited) for invited in call.body.invitations],
    )
    set_up_books(call.ctx, organization_id=organization_id, content=content)
    message = _("The setup is done. The organization is in Books.")
    return Record("organization", shown_organization(call.ctx, organization_id), message)


def _clone(call: Call[CloneInput]) -> Answer:
    organization_id = clone_organization(
        call.ctx,
        organization_id=call.record_id("organization_id", ENTITY),
        name=call.body.name,
        include=call.body.include,
        mode=call.body.mode or "",
    )
    message = _("The organization has been cloned.")
    return Record("organization", shown_organization(call.ctx, organization_id), message, status=201)


def _member(invited: MemberInput) -> MemberFields:
    fields = MemberFields(name=invited.name, email=invited.email)
    if invited.role_id is not None:
        fields["role_id"] = invited.role_id
    return fields


_PATH = "/organizations/{organization_id}"
OPERATIONS: list[Operation] = [
    Operation(
        "POST",
        "/organizations",
        SIGNED_IN,
        "settings.CREATE",
        _create,
        "Create an organization",
        body=NewOrganizationInput,
        alone=True,
    ),
    Operation(
        "POST",
        f"{_PATH}/setup",
        SIGNED_IN,
        "settings.CREATE",
        _set_up,
        "Set up Books",
        body=SetupInput,
        applications=("books",),
        alone=True,
    ),
    Operation(
        "POST",
        f"{_PATH}/clone",
        SIGNED_IN,
        "settings.CREATE",
        _clone,
        "Clone an organization",
        body=CloneInput,
        alone=True,
    ),
]
