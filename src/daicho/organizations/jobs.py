"""Background work of this package; the table is config/wiring.py."""

from collections.abc import Mapping

from daicho.kernel.context import Ctx
from daicho.organizations.commands.erase_organization import erase_organization
from daicho.organizations.queries.due_deletions import due_deletions


def erase_due(ctx: Ctx, payload: Mapping[str, object]) -> None:
    """Erase every organisation whose deletion is due; each in a transaction of its own."""
    del payload
    for organization_id in due_deletions(ctx):
        erase_organization(ctx, organization_id=organization_id)
