"""A copy of everything takes as long for a row of large books as of small ones."""

from itertools import count

from django.db.models import QuerySet

from daicho.platform.db.scope import organization_scope, tenant_tables
from daicho.processes.commands.clone_organization import clone_organization
from tests.build.organization import make_person, person_context
from tests.performance.crowd import Crowd, filled
from tests.performance.registry import Measurement, benchmark, compare

ROWS = 20_000
_names = count(1)


@benchmark("clone_20k")
def clone_20k() -> Measurement:
    """Copy everything of an organisation with 20,000 rows, against one with 2,000 (at most 12)."""
    user_id = make_person("clone@example.jp")
    small, large = (filled(user_id, records) for records in (165, 1_650))
    assert abs(_rows(large) - ROWS) < ROWS // 10, _rows(large)
    return compare(lambda: _copy(large), lambda: _copy(small), repetitions=3)


def _copy(crowd: Crowd) -> None:
    """Read ahead and write, as the job does."""
    clone_organization(
        person_context(crowd.ctx.actor.user_id, now=crowd.ctx.now),
        organization_id=crowd.ctx.organization_id,
        name=f"Copy {next(_names)}",
        include="everything",
        progress=lambda _done, _total: None,
    )


def _rows(crowd: Crowd) -> int:
    with organization_scope(crowd.ctx.organization_id):
        return sum(QuerySet(model).count() for model in tenant_tables().values())
