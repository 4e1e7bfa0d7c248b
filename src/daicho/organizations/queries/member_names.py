"""Names of members, for records that keep only a person's id."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.organizations.models import Membership


def member_names(ctx: Ctx, *, user_ids: Collection[int] | None = None) -> dict[int, str]:
    """Return person's id → name for those of `user_ids` who are members; None: for all active members by name."""
    del ctx  # the organisation is in scope
    rows = (
        Membership.objects.filter(state=Membership.State.ACTIVE, user_id__isnull=False)
        if user_ids is None
        else Membership.objects.filter(user_id__in=user_ids)
    )
    return {user_id: name for user_id, name in rows.order_by("name").values_list("user_id", "name") if user_id}
