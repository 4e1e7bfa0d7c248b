"""A copy of an organisation under a new id."""

from typing import Literal

from daicho.kernel.context import Ctx
from daicho.organizations.commands.copy_organization import CopyWish, copy_organization
from daicho.platform.db.copying import Progress
from daicho.platform.db.scope import tenant_tables
from daicho.platform.work import unit_of_work
from daicho.processes.core.cloning import NEVER, SETTINGS


def clone_organization(  # tidy: allow unauthorised: copy_organization asks
    ctx: Ctx,
    *,
    organization_id: int,
    name: str,
    include: Literal["settings", "everything"],
    mode: str = "",
    target_id: int | None = None,
    progress: Progress | None = None,
) -> int:
    """Copy the settings, or everything, of an organisation and return the copy's id (`target_id`, or a new one).

    `mode` "live" or "test"; by default a copy of everything is a test organisation. `progress` as for
    `copy_organization`, which says what is raised.
    """
    everything = include == "everything"
    labels = {model._meta.label for model in tenant_tables().values()} - NEVER if everything else SETTINGS
    wish = CopyWish(
        name=name,
        mode=mode or ("test" if everything else "live"),
        labels=frozenset(labels),
        whole=everything,
        target_id=target_id,
    )
    if progress is not None:
        return copy_organization(ctx, organization_id=organization_id, wish=wish, progress=progress)
    with unit_of_work(ctx):
        return copy_organization(ctx, organization_id=organization_id, wish=wish)
