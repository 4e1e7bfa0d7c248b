"""The members of the organisation."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.organizations.core.member import MemberView
from daicho.organizations.models import Membership
from daicho.organizations.queries._members import member_view
from daicho.platform.listing import Criteria, Listing, Rows, filter_rows, page_of

LISTING = Listing(
    filters=(),
    sorts={"name": "name", "email": "email", "user_role": "role__name", "status": "state"},
    default_sort="name",
    search=("name", "email"),
    views={
        "Status.All": lambda ctx: Q(),
        "Status.Active": lambda ctx: Q(state=Membership.State.ACTIVE),
        "Status.Inactive": lambda ctx: Q(state=Membership.State.INACTIVE),
        "Status.Invited": lambda ctx: Q(state=Membership.State.INVITED),
        "Status.Deleted": lambda ctx: Q(id=None),
    },
)


def list_members(ctx: Ctx, *, criteria: Criteria) -> Rows[MemberView]:
    """Return one page of the members that match; removed members are gone, so "Status.Deleted" is empty."""
    rows = filter_rows(ctx, Membership.objects.select_related("role"), LISTING, criteria)
    page = page_of(rows, criteria)
    return Rows([member_view(row) for row in page.rows], page.has_more, page.total)
