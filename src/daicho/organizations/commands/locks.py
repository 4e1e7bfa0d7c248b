"""Rows that a command of this package locks before it decides, always in this order: organisation, members."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.core.permissions import ADMINISTRATOR
from daicho.organizations.core.rules import LAST_ADMINISTRATOR
from daicho.organizations.models import Currency, Membership, Organization, Role


def locked_organization(ctx: Ctx) -> Organization:
    """Lock and return the organisation of the call. Raises NotFound."""
    row = Organization.objects.select_for_update().filter(id=ctx.organization_id).first()
    if row is None:
        raise NotFound(_("Organization does not exist."))
    return row


def locked_member(ctx: Ctx, member_id: int) -> Membership:
    """Lock the organisation, then return the member with this person's or membership's id. Raises NotFound."""
    locked_organization(ctx)
    members = Membership.objects.select_related("role").filter(user_id=member_id)
    row = members.first() or Membership.objects.select_related("role").filter(id=member_id).first()
    if row is None:
        raise NotFound(_("User does not exist."))
    return row


def another_administrator(member: Membership) -> None:
    """Raise RuleBroken unless an active administrator other than `member` remains, where `member` is one."""
    if member.role.built_in != ADMINISTRATOR or member.state != Membership.State.ACTIVE:
        return
    others = Membership.objects.filter(role__built_in=ADMINISTRATOR, state=Membership.State.ACTIVE)
    if not others.exclude(id=member.id).exists():
        raise RuleBroken(LAST_ADMINISTRATOR, _("An organization keeps at least one active administrator."))


def found_role(role_id: int) -> Role:
    """Return a role of the organisation. Raises NotFound."""
    row = Role.objects.filter(id=role_id).first()
    if row is None:
        raise NotFound(_("Role does not exist."))
    return row


def locked_currency(currency_id: int) -> Currency:
    """Lock and return a currency of the organisation. Raises NotFound."""
    row = Currency.objects.select_for_update().filter(id=currency_id).first()
    if row is None:
        raise NotFound(_("Currency does not exist."))
    return row
