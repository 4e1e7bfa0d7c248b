"""How far documents are approved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from daicho.kernel.context import Ctx
from daicho.organizations.core.approval import Level
from daicho.organizations.models import ApprovalLevel
from daicho.organizations.queries._people import names_of


@dataclass(frozen=True, slots=True)
class ApprovalLevelView:
    """A level of a document; who gave it (None, "": nobody yet) is another than the approver where it was skipped."""

    level: Level
    approver_name: str
    approved_by_name: str
    approved_at: datetime | None

    @property
    def is_given(self) -> bool:
        """Whether the level is approved."""
        return self.level.approved_by_id is not None

    @property
    def is_skipped(self) -> bool:
        """Whether an administrator's final approval took its place."""
        return self.is_given and self.level.approved_by_id != self.level.approver_id


def approval_levels(ctx: Ctx, *, entity: str, entity_ids: Collection[int]) -> dict[int, list[ApprovalLevelView]]:
    """Return document → its levels in order, for those that have any; three statements at most."""
    rows = list(ApprovalLevel.objects.filter(entity=entity, entity_id__in=entity_ids).order_by("entity_id", "number"))
    names = names_of(ctx, {row.approver_id for row in rows} | {row.approved_by_id for row in rows} - {None})
    found: dict[int, list[ApprovalLevelView]] = {}
    for row in rows:
        found.setdefault(row.entity_id, []).append(
            ApprovalLevelView(
                level=Level(row.number, row.approver_id, row.approved_by_id),
                approver_name=names.get(row.approver_id, ""),
                approved_by_name=names.get(row.approved_by_id or 0, ""),
                approved_at=row.approved_at,
            )
        )
    return found
