"""How a copy in the background ended."""

from daicho.kernel.context import Ctx
from daicho.organizations.core.permissions import EVERYTHING
from daicho.platform.db.copying import drop_files
from daicho.platform.work import unit_of_work


def end_clone(ctx: Ctx, *, target_id: int, name: str, error: str = "") -> None:
    """Note in the source that the copy `target_id` was made, or (with `error`) was not: then nothing of it stays."""
    ctx.require(EVERYTHING)
    with unit_of_work(ctx) as unit:
        if error:
            drop_files(target_id)
            unit.record("organization", target_id, "clone failed", after={"name": name, "error": error})
        else:
            unit.record("organization", target_id, "cloned", after={"name": name})
