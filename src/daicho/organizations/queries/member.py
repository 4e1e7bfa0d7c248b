"""One member of the organisation."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.core.member import MemberView
from daicho.organizations.models import Membership
from daicho.organizations.queries._members import member_view


def member(ctx: Ctx, *, member_id: int) -> MemberView:
    """Return the member with this person's or membership's id. Raises NotFound."""
    del ctx  # the organisation is in scope
    rows = Membership.objects.select_related("role")
    row = rows.filter(user_id=member_id).first() or rows.filter(id=member_id).first()
    if row is None:
        raise NotFound(_("User does not exist."))
    return member_view(row)
