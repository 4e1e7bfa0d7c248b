"""Members on screen."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.organizations.commands.add_member import AddedMember, add_member
from daicho.organizations.commands.invite_again import invite_again
from daicho.organizations.commands.remove_member import remove_member
from daicho.organizations.commands.set_member_state import set_member_state
from daicho.organizations.commands.update_member import update_member
from daicho.organizations.core.member import MemberFields, MemberView
from daicho.organizations.core.permissions import READ_ONLY
from daicho.organizations.queries.list_members import LISTING, list_members
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.member import member
from daicho.platform.listing import Criteria, Rows
from daicho.platform.web.cells import Badge, Colour
from daicho.platform.web.detail import Action, Detail, Tab, action_page, go_to, render_detail
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, Column, Empty, ListPage
from daicho.platform.web.page import Page, PageRequest, page_url

_STATES: Mapping[str, tuple[Any, Colour]] = {
    "active": (_("Active"), "green"),
    "inactive": (_("Inactive"), "secondary"),
    "invited": (_("Invited"), "yellow"),
}


def state_badge(state: str) -> Badge:
    """Return the state of a membership as a label."""
    label, colour = _STATES[state]
    return Badge(str(label), colour)


def role_label(name: str, built_in: str) -> str:
    """Return the name of a role as a person reads it; a custom role's is its own."""
    return gettext(name) if built_in else name


def applications_label(view: MemberView) -> str:
    """Return the applications a member may use."""
    names = [
        name
        for name, may in ((gettext("Inventory"), view.may_use_inventory), (gettext("Books"), view.may_use_books))
        if may
    ]
    return " · ".join(names)


def _rows(ctx: Ctx, criteria: Criteria) -> Rows[MemberView]:
    return list_members(ctx, criteria=criteria)


MEMBERS = ListPage(
    name="members",
    title=_("Members"),
    permission="users.view",
    listing=LISTING,
    rows=_rows,
    columns=(
        Column("name", _("Name"), lambda row: row.name, sort="name", main=True),
        Column("email", _("E-mail address"), lambda row: row.email, sort="email"),
        Column("user_role", _("Role"), lambda row: role_label(row.role_name, row.built_in), sort="user_role"),
        Column("applications", _("Applications"), applications_label),
        Column("status", _("Status"), lambda row: state_badge(row.state), sort="status"),
        Column("created_time", _("Since"), lambda row: row.created_at, shown=False),
    ),
    row_id=lambda row: row.wire_id,
    detail="member",
    detail_key="member_id",
    entities=("user",),
    empty=Empty(_("No members"), _("Invite the people you work with."), icon="users"),
    views=(
        BuiltInView("active", _("Active"), filter_by="Status.Active"),
        BuiltInView("invited", _("Invited"), filter_by="Status.Invited"),
        BuiltInView("inactive", _("Inactive"), filter_by="Status.Inactive"),
    ),
    create="member_create",
    create_label=_("Invite a member"),
    create_permission="users.create",
)


class MemberForm(DaichoForm):
    """Who, with which role, in which applications."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"))
    role_id = forms.TypedChoiceField(label=_("Role"), coerce=int)
    may_use_inventory = forms.BooleanField(label=_("May use Inventory"), required=False, initial=True)
    may_use_books = forms.BooleanField(label=_("May use Books"), required=False, initial=True)

    def __init__(self, ctx: Ctx, *args: Any, **kwargs: Any) -> None:
        super().__init__(ctx, *args, **kwargs)
        roles = list_roles(ctx)
        field = self.fields["role_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(role.role_id), role_label(role.name, role.built_in)) for role in roles]
        field.initial = next(role.role_id for role in roles if role.built_in == READ_ONLY)


def member_create_page(request: PageRequest) -> HttpResponse:
    """Invite a member."""
    ctx = request.ctx
    form = MemberForm(ctx, request.POST or None)
    editing = Editing(
        title=_("Invite a member"),
        save=lambda: _added(request, form),
        url=lambda added: page_url(ctx, "member", member_id=added.member_id),
        message=_("The member has been added."),
        cancel_url=page_url(ctx, "members"),
        submit=_("Invite"),
    )
    return handle_form(request, form, editing)


def _added(request: PageRequest, form: MemberForm) -> AddedMember:
    added = add_member(request.ctx, fields=_fields(form.cleaned_data))
    if added.link:
        request.session["invitation"] = {"member_id": added.member_id, "link": added.link}
    return added


def member_edit_page(request: PageRequest, member_id: int) -> HttpResponse:
    """Change name, role, access."""
    ctx = request.ctx
    view = member(ctx, member_id=member_id)
    initial = {
        "name": view.name,
        "email": view.email,
        "role_id": view.role_id,
        "may_use_inventory": view.may_use_inventory,
        "may_use_books": view.may_use_books,
    }
    form = MemberForm(ctx, request.POST or None, initial=initial)
    here = page_url(ctx, "member", member_id=member_id)
    editing = Editing(
        title=view.name,
        save=lambda: update_member(ctx, member_id=member_id, fields=_fields(form.changed_fields())),
        url=lambda _result: here,
        message=_("The member has been updated."),
        cancel_url=here,
        entity="user",
        entity_id=view.wire_id,
    )
    return handle_form(request, form, editing)


def member_page(request: PageRequest, member_id: int) -> HttpResponse:
    """Show a member and what can be done."""
    ctx = request.ctx
    view = member(ctx, member_id=member_id)
    shared = request.session.pop("invitation", None)
    link = shared["link"] if shared and shared["member_id"] == view.wire_id else ""
    detail = Detail(
        title=view.name,
        subtitle=view.email,
        list_page="members",
        list_label=_("Members"),
        entity="user",
        entity_id=view.wire_id,
        badges=(state_badge(view.state),),
        edit_url=page_url(ctx, "member_edit", member_id=member_id) if ctx.actor.may("users.edit") else "",
        actions=_actions(ctx, view),
        tabs=(
            Tab("overview", _("Overview"), "organizations/_member.html"),
            Tab("history", _("History"), "detail/_history.html"),
        ),
        history=record_history(ctx, request.formats, "user", view.wire_id),
    )
    facts = (
        (gettext("Role"), role_label(view.role_name, view.built_in)),
        (gettext("Applications"), applications_label(view)),
        (gettext("Since"), request.formats.moment(view.created_at)),
    )
    return render_detail(request, detail, context={"facts": facts, "invitation_link": link})


def _actions(ctx: Ctx, view: MemberView) -> tuple[Action, ...]:
    found = []
    address = {"member_id": view.wire_id}
    if view.state == "invited" and ctx.actor.may("users.create"):
        found.append(Action(_("Send the invitation again"), page_url(ctx, "member_invite", **address), icon="mail"))
    if ctx.actor.may("users.edit") and view.state == "active":
        confirm = _("Deactivate this member? The person can no longer enter this organization.")
        url = page_url(ctx, "member_deactivate", **address)
        found.append(Action(_("Deactivate"), url, icon="lock", confirm=confirm))
    if ctx.actor.may("users.edit") and view.state == "inactive":
        found.append(Action(_("Activate"), page_url(ctx, "member_activate", **address), icon="check"))
    if ctx.actor.may("users.delete"):
        confirm = _("Remove this member? What the person did stays.")
        url = page_url(ctx, "member_remove", **address)
        found.append(Action(_("Remove"), url, icon="trash", confirm=confirm, danger=True))
    return tuple(found)


def _fields(values: dict[str, Any]) -> MemberFields:
    fields = MemberFields()
    for name in ("name", "email", "role_id", "may_use_books", "may_use_inventory"):
        if name in values:
            fields[name] = values[name]
    return fields


def invite_page(request: PageRequest, member_id: int) -> HttpResponse:
    """Send the invitation again and show the new link."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    link = invite_again(request.ctx, member_id=member_id)
    request.session["invitation"] = {"member_id": member(request.ctx, member_id=member_id).wire_id, "link": link}
    return go_to(request, page_url(request.ctx, "member", member_id=member_id))


_ONE = "settings/members/<id:member_id>/"
PAGES: list[Page] = [
    *list_pages(MEMBERS, "settings/members/"),
    Page("settings/members/new/", "member_create", "users.create", member_create_page),
    Page(_ONE, "member", "users.view", member_page),
    Page(f"{_ONE}edit/", "member_edit", "users.edit", member_edit_page),
    Page(f"{_ONE}invite/", "member_invite", "users.create", invite_page),
    action_page(
        f"{_ONE}activate/",
        "member_activate",
        "users.edit",
        "users.edit",
        lambda ctx, member_id: set_member_state(ctx, member_id=member_id, state="active"),
        message=_("The member is active."),
        then="member",
        undo="member_deactivate",
    ),
    action_page(
        f"{_ONE}deactivate/",
        "member_deactivate",
        "users.edit",
        "users.edit",
        lambda ctx, member_id: set_member_state(ctx, member_id=member_id, state="inactive"),
        message=_("The member is inactive."),
        then="member",
        undo="member_activate",
    ),
    action_page(
        f"{_ONE}remove/",
        "member_remove",
        "users.delete",
        "users.delete",
        lambda ctx, member_id: remove_member(ctx, member_id=member_id),
        message=_("The member has been removed."),
        then="members",
        keep=False,
    ),
]
