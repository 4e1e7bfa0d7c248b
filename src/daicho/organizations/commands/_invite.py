"""Inviting by e-mail."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext, override

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.organizations.core.tokens import token_hash
from daicho.organizations.models import Invitation, Membership, Organization
from daicho.platform.mail import Letter, send

VALID = timedelta(days=30)
_SUBJECT = _("%(inviter)s invites you to %(organization)s")
_INVITED = _(
    "%(inviter)s invites you to work with %(organization)s in Daicho.\n\n"
    "To accept, open this address and sign in, or sign up if you have no account yet:\n%(link)s\n\n"
    "The invitation is valid for 30 days."
)
_ADDED = _(
    "%(inviter)s has made you a member of %(organization)s in Daicho.\n\nYou find it after signing in:\n%(link)s"
)


def invite(ctx: Ctx, member: Membership) -> str:
    """Mail the member a new link (an older one ends) and return it."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(membership=member).delete()
    Invitation.objects.bulk_create(
        [
            Invitation(
                organization_id=ctx.organization_id,
                membership=member,
                token_hash=token_hash(token),
                invited_by_name=ctx.actor.name,
                created_at=ctx.now,
                expires_at=ctx.now + VALID,
            )
        ]
    )
    link = f"{settings.DAICHO_PUBLIC_URL}/organizations/invitations/{token}/"
    _write(ctx, member, _INVITED, link)
    return link


def welcome(ctx: Ctx, member: Membership) -> None:
    """Tell a person who has an account that the organisation is now among theirs."""
    _write(ctx, member, _ADDED, f"{settings.DAICHO_PUBLIC_URL}/")


def _write(ctx: Ctx, member: Membership, body: str, link: str) -> None:
    organization = Organization.objects.only("name", "language_code").get(id=ctx.organization_id)
    values = {"inviter": ctx.actor.name, "organization": organization.name, "link": link}
    with override(organization.language_code):
        subject, text = gettext(_SUBJECT) % values, gettext(body) % values
    letter = Letter([member.email], subject[:200], text, entity="user", entity_id=member.user_id or member.id)
    send(ctx, letter)
