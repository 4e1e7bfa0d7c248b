"""Several system accounts at once."""

from collections.abc import Collection

from django.db.models import QuerySet

from daicho.kernel.context import Ctx
from daicho.ledger.models import Account
from daicho.platform.db.fixed import fixed
from daicho.platform.memory import lasting_parts


def system_accounts(ctx: Ctx, *, keys: Collection[str]) -> dict[str, int]:
    """Return system key → account id. Raises LookupError (a programmer error) where the chart lacks one."""
    found = lasting_parts(ctx, _read, keys)
    if len(found) < len(set(keys)):
        raise LookupError(f"system accounts {set(keys) - found.keys()} missing in organisation {ctx.organization_id}")
    return found


def _read(keys: set[str]) -> dict[str, int]:
    return dict(_rows(keys))


@fixed
def _rows(keys: Collection[str]) -> QuerySet[Account, tuple[str, int]]:
    return Account.objects.filter(system_key__in=keys).values_list("system_key", "id")
