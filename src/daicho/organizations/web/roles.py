"""Roles on screen: a matrix of modules and actions."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.organizations.commands.create_role import create_role
from daicho.organizations.commands.delete_role import delete_role
from daicho.organizations.commands.update_role import update_role
from daicho.organizations.core.member import RoleFields, RoleView
from daicho.organizations.core.permissions import ACTIONS, EVERYTHING, MODULES
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.role import role
from daicho.organizations.web.members import role_label
from daicho.platform.web.detail import action_page
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page

_ACTION_NAMES = {
    "view": _("View"),
    "create": _("Create"),
    "edit": _("Edit"),
    "delete": _("Delete"),
    "approve": _("Approve"),
}


def matrix_of(permissions: frozenset[str]) -> list[dict[str, Any]]:
    """Return the matrix row by row: module, and per action its permission and whether it is given."""
    return [
        {
            "label": gettext(name),
            "cells": [
                {
                    "name": f"{module}.{action}",
                    "label": f"{gettext(name)}: {_ACTION_NAMES[action]}",
                    "given": EVERYTHING in permissions or f"{module}.{action}" in permissions,
                }
                for action in ACTIONS
            ],
        }
        for module, name in MODULES.items()
    ]


def roles_page(request: PageRequest) -> HttpResponse:
    """Show the roles."""
    ctx = request.ctx
    rows = [
        {
            "name": role_label(view.name, view.built_in),
            "description": view.description,
            "built_in": view.is_default,
            "members": view.members,
            "url": page_url(ctx, "role", role_id=view.role_id),
        }
        for view in list_roles(ctx)
    ]
    context = {"title": gettext("Roles"), "rows": rows, "may_create": ctx.actor.may("users.create")}
    return render_page(request, "organizations/roles.html", context)


class RoleForm(DaichoForm):
    """Name and rights of a custom role."""

    name = forms.CharField(label=_("Name of the role"), max_length=100)
    description = forms.CharField(label=_("Description"), max_length=300, required=False)

    def role_fields(self, given: frozenset[str]) -> RoleFields:
        """Return what the command is given; `given` are the ticked boxes of the matrix."""
        values = self.cleaned_data
        return RoleFields(name=values["name"], description=values["description"], permissions=given)


def role_create_page(request: PageRequest) -> HttpResponse:
    """Make a custom role; `?like=` begins with the rights of another one."""
    ctx = request.ctx
    form = RoleForm(ctx, request.POST or None)
    like = next((view for view in list_roles(ctx) if str(view.role_id) == request.GET.get("like")), None)
    given = (
        frozenset(request.POST.getlist("permissions")) if form.is_bound else like.permissions if like else frozenset()
    )
    editing = Editing(
        title=_("New role"),
        save=lambda: create_role(ctx, fields=form.role_fields(given)),
        url=lambda role_id: page_url(ctx, "role", role_id=role_id),
        message=_("The role has been created."),
        cancel_url=page_url(ctx, "roles"),
        template="organizations/role_form.html",
        more="organizations/_matrix.html",
        context=_matrix_context(given),
    )
    return handle_form(request, form, editing)


def role_page(request: PageRequest, role_id: int) -> HttpResponse:
    """Show what a role may do, and its way to be changed."""
    ctx = request.ctx
    view = role(ctx, role_id=role_id)
    context = {
        "title": role_label(view.name, view.built_in),
        "role": view,
        "list_url": page_url(ctx, "roles"),
        "edit_url": _address(ctx, view, "role_edit", "users.edit"),
        "delete_url": _address(ctx, view, "role_delete", "users.delete"),
        "copy_url": f"{page_url(ctx, 'role_create')}?like={role_id}" if ctx.actor.may("users.create") else "",
        **_matrix_context(view.permissions),
    }
    return render_page(request, "organizations/role.html", context)


def role_edit_page(request: PageRequest, role_id: int) -> HttpResponse:
    """Change a custom role."""
    ctx = request.ctx
    view = role(ctx, role_id=role_id)
    form = RoleForm(ctx, request.POST or None, initial={"name": view.name, "description": view.description})
    given = frozenset(request.POST.getlist("permissions")) if form.is_bound else view.permissions
    here = page_url(ctx, "role", role_id=role_id)
    editing = Editing(
        title=view.name,
        save=lambda: update_role(ctx, role_id=role_id, fields=form.role_fields(given)),
        url=lambda _result: here,
        message=_("The role has been updated."),
        cancel_url=here,
        entity="role",
        entity_id=role_id,
        template="organizations/role_form.html",
        more="organizations/_matrix.html",
        context=_matrix_context(given),
    )
    return handle_form(request, form, editing)


def _matrix_context(given: frozenset[str]) -> dict[str, object]:
    return {"matrix": matrix_of(given), "actions": list(_ACTION_NAMES.values())}


def _address(ctx: Ctx, view: RoleView, page: str, permission: str) -> str:
    return page_url(ctx, page, role_id=view.role_id) if not view.built_in and ctx.actor.may(permission) else ""


_ONE = "settings/roles/<id:role_id>/"
PAGES: list[Page] = [
    Page("settings/roles/", "roles", "users.view", roles_page),
    Page("settings/roles/new/", "role_create", "users.create", role_create_page),
    Page(_ONE, "role", "users.view", role_page),
    Page(f"{_ONE}edit/", "role_edit", "users.edit", role_edit_page),
    action_page(
        f"{_ONE}delete/",
        "role_delete",
        "users.delete",
        "users.delete",
        lambda ctx, role_id: delete_role(ctx, role_id=role_id),
        message=_("The role has been deleted."),
        then="roles",
        keep=False,
    ),
]
