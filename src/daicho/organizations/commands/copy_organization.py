"""An organisation made as a copy of another."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.copy import check_copy
from daicho.organizations.core.permissions import ADMINISTRATOR, EVERYTHING
from daicho.organizations.models import Membership, Organization, Role
from daicho.organizations.queries.enter import enter
from daicho.platform.changes import last_sequence
from daicho.platform.db.copying import Progress, copy_files, drop_files, read_rows, write_rows
from daicho.platform.db.ids import new_id
from daicho.platform.files import file_content, store_file
from daicho.platform.numbering import restart_series
from daicho.platform.work import held_sequence, reading, unit_of_work

_PICTURES = ("logo_file_id", "seal_file_id")


@dataclass(frozen=True, slots=True)
class CopyWish:
    """What a copy is called, and the tables that come along. `whole`: members and files too."""

    name: str
    mode: str
    labels: frozenset[str]
    whole: bool
    target_id: int | None = None


def copy_organization(ctx: Ctx, *, organization_id: int, wish: CopyWish, progress: Progress | None = None) -> int:
    """Copy the organisation and its rows in the tables of `wish`; return the new id.

    Not `whole`: the caller alone is a member and numbering starts again. The copy is in the same applications. With
    `progress` the rows are read before the transaction; where the source has changed meanwhile, they are read once
    more, while nobody changes it. Raises NotFound, Forbidden for who is no administrator, InvalidInput.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    check_copy(name=wish.name, mode=wish.mode)
    target = ctx.within(wish.target_id or new_id())
    with reading(ctx):
        seen = last_sequence(ctx)
    tables = (organization_id, target.organization_id)
    read = read_rows(*tables, labels=wish.labels).ahead(progress) if progress else None
    try:
        with unit_of_work(target) as unit:
            with reading(ctx):
                row = locked_organization(ctx)
                caller = Membership.objects.get(user_id=ctx.actor.user_id)
                is_as_read = held_sequence(ctx) == seen
            if read is None or not is_as_read:
                read = read_rows(*tables, labels=wish.labels)
            _make(ctx, target, row, wish)
            write_rows(read)
            pictures = {column: getattr(row, column) for column in _PICTURES}
            if wish.whole:
                pictures = {column: read.new_ids.get(old or 0) for column, old in pictures.items()}
                copy_files(*tables)
                Membership.objects.filter(state=Membership.State.INVITED).delete()
                Membership.objects.update(is_default=False)
            else:
                pictures = {column: _copied_picture(ctx, target, old) for column, old in pictures.items()}
                restart_series(target)
                _make_only_member(target, caller)
            Organization.objects.filter(id=row.id).update(**pictures)
            after = {"name": row.name, "source": organization_id, "mode": wish.mode, "whole": wish.whole}
            unit.record("organization", row.id, "created", after=after)
    except BaseException:
        drop_files(target.organization_id)
        raise
    return target.organization_id


def _make(ctx: Ctx, target: Ctx, row: Organization, wish: CopyWish) -> None:
    row.id, row.name, row.mode = target.organization_id, wish.name.strip(), wish.mode
    row.portal_name = f"portal{row.id}"
    row.delete_requested_at = None
    row.created_by, row.created_at, row.modified_at = ctx.actor.user_id, ctx.now, ctx.now
    Organization.objects.bulk_create([row])


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
