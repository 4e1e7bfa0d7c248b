"""A copy of an organisation under a new id."""

from typing import Literal

from daicho.kernel.context import Ctx
from daicho.organizations.commands.copy_organization import copy_organization
from daicho.platform.db.scope import tenant_tables
from daicho.platform.work import unit_of_work
from daicho.processes.core.cloning import NEVER, SETTINGS


def clone_organization(  # tidy: allow unauthorised: copy_organization asks
    ctx: Ctx, *, organization_id: int, name: str, include: Literal["settings", "everything"], mode: str = ""
) -> int:
    """Copy the settings, or everything, of an organisation and return the copy's id.

    `mode` "live" or "test"; by default a copy of everything is a test organisation. Raises what
    `copy_organization` raises.
    """
    everything = include == "everything"
    labels = {model._meta.label for model in tenant_tables().values()} - NEVER if everything else SETTINGS
    with unit_of_work(ctx):
        return copy_organization(
            ctx,
            organization_id=organization_id,
            name=name,
            mode=mode or ("test" if everything else "live"),
            labels=frozenset(labels),
            whole=everything,
        )
