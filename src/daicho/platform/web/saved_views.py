"""The views of a list that people have saved, and the columns each of them has chosen."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, duplicate, missing
from daicho.kernel.text import noop as _
from daicho.platform.models import SavedView
from daicho.platform.work import unit_of_work

NAME_LENGTH = 80
PARAMETERS_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view; `mine` where the person may delete it."""

    view_id: int
    name: str
    parameters: str
    columns: tuple[str, ...]
    shared: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class ListSettings:
    """What one person has for one list: views, own and shared, and the chosen columns."""

    views: tuple[ViewRow, ...] = ()
    columns: tuple[str, ...] = ()


def list_settings(ctx: Ctx, *, list_name: str) -> ListSettings:
    """Return the person's settings of a list, in one statement."""
    person = ctx.actor.user_id or 0
    columns = ("id", "name", "parameters", "columns", "shared", "user_id")
    rows = SavedView.objects.filter(list_name=list_name).order_by("name", "id").values_list(*columns)
    views, chosen = [], ""
    for view_id, name, parameters, names, shared, user_id in rows:
        if not name and user_id == person:
            chosen = names
        elif name and (shared or user_id == person):
            mine = user_id == person or ctx.actor.may("settings.edit")
            views.append(ViewRow(view_id, name, parameters, _split(names), shared, mine))
    return ListSettings(tuple(views), _split(chosen))


def choose_columns(ctx: Ctx, *, list_name: str, columns: list[str]) -> None:
    """Keep the columns the person wants to see in a list."""
    SavedView.objects.update_or_create(
        organization_id=ctx.organization_id,
        list_name=list_name,
        user_id=ctx.actor.user_id or 0,
        name="",
        defaults={"columns": ",".join(columns)},
    )


def save_view(ctx: Ctx, *, list_name: str, name: str, parameters: str, columns: list[str], shared: bool) -> int:
    """Save a view and return its id. Raises InvalidInput for a missing or taken name."""
    person, name = ctx.actor.user_id or 0, name.strip()[:NAME_LENGTH]
    if not name:
        raise InvalidInput([missing("name")])
    with unit_of_work(ctx) as unit:
        if SavedView.objects.filter(list_name=list_name, user_id=person, name=name).exists():
            raise InvalidInput([duplicate("name", name)])
        row = SavedView(
            organization_id=ctx.organization_id,
            list_name=list_name,
            user_id=person,
            name=name,
            shared=shared,
            parameters=parameters[:PARAMETERS_LENGTH],
            columns=",".join(columns),
        )
        SavedView.objects.bulk_create([row])
        unit.record("saved_view", row.id, "created", after={"list": list_name, "name": name, "shared": shared})
    return int(row.id)


def delete_view(ctx: Ctx, *, list_name: str, view_id: int) -> None:
    """Delete a saved view. Raises NotFound where it is not one the person may delete."""
    with unit_of_work(ctx) as unit:
        rows = SavedView.objects.filter(list_name=list_name, id=view_id).exclude(name="")
        if not ctx.actor.may("settings.edit"):
            rows = rows.filter(user_id=ctx.actor.user_id or 0)
        row = rows.first()
        if row is None:
            raise NotFound(_("View does not exist."))
        SavedView.objects.filter(id=view_id).delete()
        unit.record("saved_view", view_id, "deleted", before={"list": list_name, "name": row.name})


def _split(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split(",") if name)
