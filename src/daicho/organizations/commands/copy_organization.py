"""An organisation made as a copy of another."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, invalid, missing
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.permissions import ADMINISTRATOR, EVERYTHING
from daicho.organizations.models import Membership, Organization, Role
from daicho.organizations.queries.enter import enter
from daicho.platform.db.copying import copy_files, copy_rows
from daicho.platform.db.ids import new_id
from daicho.platform.files import file_content, store_file
from daicho.platform.numbering import restart_series
from daicho.platform.work import reading, unit_of_work

_NAME_LENGTH = 200
_PICTURES = ("logo_file_id", "seal_file_id")


def copy_organization(
    ctx: Ctx, *, organization_id: int, name: str, mode: str, labels: frozenset[str], whole: bool
) -> int:
    """Copy the organisation and its rows in the tables `labels`; return the new id.

    `whole`: members and files come along; else the caller alone is a member and numbering starts again. The copy is
    in the same applications. Raises NotFound, Forbidden for who is no administrator, InvalidInput.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    _check(name, mode)
    target = ctx.within(new_id())
    with unit_of_work(target) as unit:
        with reading(ctx):
            row = locked_organization(ctx)
            caller = Membership.objects.get(user_id=ctx.actor.user_id)
        row.id, row.name, row.mode = target.organization_id, name.strip(), mode
        row.portal_name = f"portal{row.id}"
        row.delete_requested_at = None
        row.created_by, row.created_at, row.modified_at = ctx.actor.user_id, ctx.now, ctx.now
        Organization.objects.bulk_create([row])
        new_ids = copy_rows(organization_id, row.id, labels=labels)
        if whole:
            copy_files(organization_id, row.id)
            pictures = {column: new_ids.get(getattr(row, column) or 0) for column in _PICTURES}
            Membership.objects.filter(state=Membership.State.INVITED).delete()
            Membership.objects.update(is_default=False)
        else:
            pictures = {column: _copied_picture(ctx, target, getattr(row, column)) for column in _PICTURES}
            restart_series(target)
            _make_only_member(target, caller)
        Organization.objects.filter(id=row.id).update(**pictures)
        after = {"name": row.name, "source": organization_id, "mode": mode, "whole": whole}
        unit.record("organization", row.id, "created", after=after)
    return target.organization_id


def _check(name: str, mode: str) -> None:
    if not name.strip():
        raise InvalidInput([missing("name")])
    if len(name.strip()) > _NAME_LENGTH:
        raise invalid("name", _("Invalid value passed for %(field)s"), {"field": "name"})
    if mode not in Organization.Mode.values:
        raise invalid("mode", _("Invalid value passed for %(field)s"), {"field": "mode"})


def _copied_picture(source: Ctx, target: Ctx, file_id: int | None) -> int | None:
    if file_id is None:
        return None
    with reading(source):
        view, content = file_content(source, file_id=file_id)
    return store_file(target, field="picture", name=view.name, content=content, images_only=True).file_id


def _make_only_member(ctx: Ctx, caller: Membership) -> None:
    member = Membership(
        organization_id=ctx.organization_id,
        user_id=caller.user_id,
        name=caller.name,
        email=caller.email,
        role=Role.objects.get(built_in=ADMINISTRATOR),
        state=Membership.State.ACTIVE,
        created_at=ctx.now,
        modified_at=ctx.now,
    )
    Membership.objects.bulk_create([member])
