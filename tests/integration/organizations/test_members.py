"""Members, roles and invitations."""

from dataclasses import replace

import pytest
from allauth.account.models import EmailAddress

from daicho.config.worker import work_all
from daicho.kernel.context import Actor
from daicho.kernel.errors import Forbidden, InvalidInput, NotFound, RuleBroken
from daicho.organizations.commands.accept_invitation import accept_invitation
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.choose_default import choose_default
from daicho.organizations.commands.create_role import create_role
from daicho.organizations.commands.decline_invitation import decline_invitation
from daicho.organizations.commands.delete_role import delete_role
from daicho.organizations.commands.invite_again import invite_again
from daicho.organizations.commands.leave_organization import leave_organization
from daicho.organizations.commands.remove_member import remove_member
from daicho.organizations.commands.set_member_state import set_member_state
from daicho.organizations.commands.update_member import update_member
from daicho.organizations.commands.update_role import update_role
from daicho.organizations.queries.invitation import invitation
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.member import member
from daicho.organizations.queries.membership import find_membership
from daicho.organizations.queries.memberships import memberships
from daicho.organizations.queries.open_invitations import OpenInvitations, open_invitations
from daicho.platform.mail import mail_about
from daicho.platform.notifications import latest_notifications
from daicho.platform.work import reading
from tests.build.organization import make_organization, make_person, membership_of, person_context

pytestmark = pytest.mark.django_db


def role_id(ctx, name):
    with reading(ctx):
        return next(role.role_id for role in list_roles(ctx) if role.name == name)


def as_member(ctx, user_id, name="Ken"):
    """Return the context of another member, with that member's rights."""
    return replace(ctx, actor=Actor(user_id, name, membership_of(user_id, ctx).permissions))


@pytest.fixture
def ctx():
    return make_organization()


@pytest.fixture
def ken(ctx):
    user_id = make_person("ken@example.jp", "Ken")
    role = role_id(ctx, "Administrator")
    assert add_member(ctx, fields={"name": "Ken", "email": "Ken@example.jp", "role_id": role}).member_id == user_id
    return user_id


def test_who_has_an_account_is_a_member_at_once(ctx):
    user_id = make_person("ken@example.jp", "Ken")
    added = add_member(ctx, fields={"name": "Ken", "email": "KEN@example.jp"})
    assert (added.member_id, added.state, added.link) == (user_id, "active", "")
    assert membership_of(user_id, ctx).role_name == "Read-only"
    with reading(ctx):
        (letter,) = mail_about(ctx, entity="user", entity_id=user_id)
    assert letter.to == "ken@example.jp"


def test_an_unknown_address_is_invited_and_accepts_with_the_link(ctx):
    added = add_member(ctx, fields={"name": "Mai", "email": "mai@example.jp", "role_id": role_id(ctx, "Sales")})
    assert added.state == "invited"
    token = added.link.rstrip("/").split("/")[-1]
    mai = make_person("mai@example.jp", "Mai Ito")
    outside = person_context(mai)
    assert invitation(outside, token=token).role_name == "Sales"
    assert accept_invitation(outside, token=token) == ctx.organization_id
    view = membership_of(mai, ctx)
    assert (view.role_name, view.name, view.is_default) == ("Sales", "Mai Ito", True)
    with pytest.raises(NotFound, match="ask for a new one"):
        accept_invitation(outside, token=token)
    with reading(ctx):
        assert member(ctx, member_id=added.member_id).user_id == mai


def confirm(user_id: int, email: str, *, verified: bool = True) -> None:
    EmailAddress.objects.filter(user_id=user_id).delete()
    EmailAddress.objects.create(user_id=user_id, email=email, verified=verified, primary=True)


def test_who_is_invited_answers_from_inside(ctx):
    second = make_organization(name="Second")
    for where in (ctx, second):
        add_member(where, fields={"name": "Mai", "email": "mai@example.jp", "role_id": role_id(where, "Sales")})
    add_member(ctx, fields={"name": "Rin", "email": "rin@example.jp"})
    mai = make_person("mai@example.jp", "Mai Ito")
    outside = person_context(mai, name="Mai Ito")
    assert open_invitations(outside) == OpenInvitations([], "mai@example.jp"), "the address is not confirmed"
    confirm(mai, "mai@example.jp", verified=False)
    assert open_invitations(outside) == OpenInvitations([], "mai@example.jp")
    confirm(mai, "mai@example.jp")
    first, other = open_invitations(outside).invitations
    assert (first.organization_id, first.role_name, first.invited_by_name) == (
        ctx.organization_id, "Sales", ctx.actor.name,
    )  # fmt: skip
    assert accept_invitation(outside, invitation_id=first.invitation_id) == ctx.organization_id
    assert membership_of(mai, ctx).role_name == "Sales"
    assert decline_invitation(outside, invitation_id=other.invitation_id) == "Second"
    assert open_invitations(outside) == OpenInvitations([])
    for answered in (first, other):
        with pytest.raises(NotFound):
            accept_invitation(outside, invitation_id=answered.invitation_id)
    with reading(second), pytest.raises(NotFound):
        member(second, member_id=other.membership_id)
    work_all(lambda: ctx.now)
    texts = ("%(who)s accepted the invitation and is a member now.", "%(who)s declined the invitation.")
    for where, text in zip((ctx, second), texts, strict=True):
        with reading(where):
            (row,) = latest_notifications(where)
            assert (row.text, row.parameters["who"]) == (text, "Mai Ito")


def test_nobody_answers_what_is_anothers_or_ended(ctx):
    add_member(ctx, fields={"name": "Mai", "email": "mai@example.jp"})
    mai, rin = make_person("mai@example.jp", "Mai"), make_person("rin@example.jp", "Rin")
    for user_id, email in ((mai, "mai@example.jp"), (rin, "rin@example.jp")):
        confirm(user_id, email)
    (view,) = open_invitations(person_context(mai)).invitations
    for command in (accept_invitation, decline_invitation):
        with pytest.raises(NotFound):
            command(person_context(rin), invitation_id=view.invitation_id)
    late = person_context(mai, now=ctx.now.replace(year=ctx.now.year + 1))
    assert open_invitations(late) == OpenInvitations([])
    with pytest.raises(NotFound):
        decline_invitation(late, invitation_id=view.invitation_id)


def test_a_new_link_ends_the_old_one_and_links_end_by_themselves(ctx):
    added = add_member(ctx, fields={"name": "Mai", "email": "mai@example.jp"})
    link = invite_again(ctx, member_id=added.member_id)
    outside = person_context(make_person("mai@example.jp"))
    with pytest.raises(NotFound):
        invitation(outside, token=added.link.rstrip("/").split("/")[-1])
    token = link.rstrip("/").split("/")[-1]
    assert invitation(outside, token=token).email == "mai@example.jp"
    late = replace(outside, now=outside.now.replace(year=outside.now.year + 1))
    with pytest.raises(NotFound):
        invitation(late, token=token)


def test_a_member_is_invited_once_only(ctx, ken):
    with pytest.raises(InvalidInput, match="already in use"):
        add_member(ctx, fields={"name": "Ken", "email": "ken@example.jp"})
    with pytest.raises(RuleBroken, match="member already"):
        invite_again(ctx, member_id=ken)


@pytest.mark.parametrize(
    "act",
    [
        lambda ctx: leave_organization(ctx, organization_id=ctx.organization_id),
        lambda ctx: remove_member(ctx, member_id=ctx.actor.user_id),
        lambda ctx: set_member_state(ctx, member_id=ctx.actor.user_id, state="inactive"),
        lambda ctx: update_member(ctx, member_id=ctx.actor.user_id, fields={"role_id": role_id(ctx, "Sales")}),
    ],
    ids=["leave", "remove", "deactivate", "demote"],
)
def test_the_last_administrator_stays(ctx, act):
    with pytest.raises(RuleBroken, match="at least one active administrator"):
        act(ctx)
    assert membership_of(ctx.actor.user_id, ctx).is_administrator


def test_with_a_second_administrator_the_first_may_leave(ctx, ken):
    leave_organization(person_context(ctx.actor.user_id), organization_id=ctx.organization_id)
    assert find_membership(ctx.actor.user_id, ctx.organization_id) is None
    with pytest.raises(RuleBroken):
        leave_organization(person_context(ken), organization_id=ctx.organization_id)


def test_an_inactive_member_is_out_until_activated(ctx, ken):
    set_member_state(ctx, member_id=ken, state="inactive")
    assert find_membership(ken, ctx.organization_id) is None
    with pytest.raises(NotFound):
        leave_organization(person_context(ken), organization_id=ctx.organization_id)
    set_member_state(ctx, member_id=ken, state="active")
    assert membership_of(ken, ctx).is_administrator


def test_who_only_accepts_later_cannot_be_activated(ctx):
    added = add_member(ctx, fields={"name": "Mai", "email": "mai@example.jp"})
    with pytest.raises(RuleBroken, match="not accepted"):
        set_member_state(ctx, member_id=added.member_id, state="active")


def test_access_is_given_per_application(ctx, ken):
    update_member(ctx, member_id=ken, fields={"may_use_books": False})
    view = membership_of(ken, ctx)
    assert view.joined == {"books"}
    assert not view.applications
    with pytest.raises(InvalidInput, match="at least one application"):
        update_member(ctx, member_id=ken, fields={"may_use_inventory": False})


def test_nobody_gives_rights_that_they_lack(ctx, ken):
    custom = create_role(
        ctx, fields={"name": "人事", "permissions": frozenset({"users.create", "users.edit", "users.delete"})}
    )
    update_member(ctx, member_id=ken, fields={"role_id": custom})
    clerk = as_member(ctx, ken)
    with pytest.raises(Forbidden):
        add_member(clerk, fields={"name": "X", "email": "x@example.jp", "role_id": role_id(ctx, "Administrator")})
    with pytest.raises(Forbidden):
        update_member(clerk, member_id=ken, fields={"role_id": role_id(ctx, "Administrator")})
    with pytest.raises(Forbidden):
        remove_member(clerk, member_id=ctx.actor.user_id)
    with pytest.raises(Forbidden):
        update_role(clerk, role_id=custom, fields={"permissions": frozenset({"settings.edit"})})
    with pytest.raises(Forbidden):
        create_role(clerk, fields={"name": "Y", "permissions": frozenset({"bills.approve"})})


def test_a_custom_role_is_what_it_says(ctx, ken):
    custom = create_role(ctx, fields={"name": "Packer", "permissions": frozenset({"items.edit"})})
    update_member(ctx, member_id=ken, fields={"role_id": custom})
    assert membership_of(ken, ctx).permissions == {"items.view", "items.edit"}
    update_role(ctx, role_id=custom, fields={"permissions": frozenset({"items.view"})})
    assert membership_of(ken, ctx).permissions == {"items.view"}
    with pytest.raises(RuleBroken, match="Members have the role"):
        delete_role(ctx, role_id=custom)
    update_member(ctx, member_id=ken, fields={"role_id": role_id(ctx, "Sales")})
    delete_role(ctx, role_id=custom)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "administrator"}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "A", "permissions": frozenset({"moon.view"})}, "permissions"),
    ],
)
def test_wrong_roles_are_refused(ctx, fields, field):
    with pytest.raises(InvalidInput) as caught:
        create_role(ctx, fields=fields)
    assert caught.value.errors[0].field == field


def test_built_in_roles_cannot_be_changed(ctx):
    for act in (delete_role, lambda ctx, role_id: update_role(ctx, role_id=role_id, fields={"name": "X"})):
        with pytest.raises(RuleBroken, match="Built-in"):
            act(ctx, role_id=role_id(ctx, "Sales"))


def test_a_person_chooses_the_default_organisation(ctx):
    second = make_organization(name="Second")
    outside = person_context(ctx.actor.user_id)
    choose_default(outside, organization_id=second.organization_id)
    assert [view.organization_id for view in memberships(outside) if view.is_default] == [second.organization_id]
    with pytest.raises(NotFound):
        choose_default(person_context(make_person("stranger@example.com")), organization_id=ctx.organization_id)
