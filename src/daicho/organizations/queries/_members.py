"""Members from rows."""

from daicho.kernel.measure import Rate
from daicho.organizations.core.member import MemberView
from daicho.organizations.models import Membership


def member_view(row: Membership) -> MemberView:
    """Return the view of a row read with its role."""
    return MemberView(
        membership_id=row.id,
        user_id=row.user_id,
        name=row.name,
        email=row.email,
        state=row.state,
        role_id=row.role_id,
        role_name=row.role.name,
        built_in=row.role.built_in,
        may_use_books=row.may_use_books,
        may_use_inventory=row.may_use_inventory,
        cost_rate=None if row.cost_rate_micro is None else Rate(row.cost_rate_micro),
        created_at=row.created_at,
    )
