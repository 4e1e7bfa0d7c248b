"""組織の管理: all organisations of a person and what can be done with them."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.shown import OrganizationCard, asked_application, card_of, go, show
from daicho.kernel.errors import DaichoError
from daicho.organizations.commands.choose_default import choose_default
from daicho.organizations.commands.leave_organization import leave_organization
from daicho.organizations.commands.request_deletion import request_deletion
from daicho.organizations.commands.set_mode import set_mode
from daicho.organizations.commands.take_back_deletion import take_back_deletion
from daicho.organizations.queries.deletion import deletion
from daicho.organizations.queries.joined_organizations import MyOrganization, joined_organizations
from daicho.organizations.queries.my_organization import my_organization
from daicho.organizations.queries.open_invitations import open_invitations
from daicho.platform.text import sentence
from daicho.platform.web.fields import as_id
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.frame import Frame
from daicho.platform.work import reading
from daicho.processes.commands.clone_organization import clone_organization
from daicho.processes.commands.start_clone import start_clone
from daicho.processes.queries.running_clones import RunningClone, running_clones


@require_safe
@signed_in
def organizations(request: PersonRequest) -> HttpResponse:
    """Show the person's organisations: applications, role, labels, and what can be done."""
    application = asked_application(request)
    own = joined_organizations(request.ctx)
    cards = [card_of(mine) for mine in own]
    rows = [{"card": card, "deletion": _deletion(request, mine)} for card, mine in zip(cards, own, strict=True)]
    query = f"?application={application}" if application else ""
    context = {
        "title": gettext("Manage organizations"),
        "rows": rows,
        "application": application,
        "just_joined": as_id(request.GET.get("joined", "")),
        "first": next((card for card in cards if _is_trial(card, request)), None),
        "join_url": reverse("join_organization") + query,
        "create_url": reverse("create_organization") + query,
        "invited": open_invitations(request.ctx),
        "clones": _clones(request, cards),
    }
    return show(request, "console/organizations.html", context, application)


@require_safe
@signed_in
def clones(request: PersonRequest) -> HttpResponse:
    """Show how far copies are; once none is being made any more, the page is read anew."""
    cards = [card_of(mine) for mine in joined_organizations(request.ctx)]
    running = _clones(request, cards)
    response = render(request, "console/_clones.html", {"clones": running})
    if not any(not clone.has_failed for clone in running):
        response["HX-Refresh"] = "true"
    return response


def _clones(request: PersonRequest, cards: list[OrganizationCard]) -> list[RunningClone]:
    own = [card.organization_id for card in cards if card.is_administrator]
    return running_clones(request.ctx, organization_ids=own)


def _is_trial(card: OrganizationCard, request: PersonRequest) -> bool:
    """Whether this is another organisation of the application that something was just joined to, and of no other."""
    application, joined = asked_application(request), as_id(request.GET.get("joined", ""))
    return (
        bool(joined)
        and card.organization_id != joined
        and [line.application for line in card.applications if line.joined] == [application]
    )


def _deletion(request: PersonRequest, mine: MyOrganization) -> dict[str, str] | None:
    if not mine.membership.delete_requested:
        return None
    ctx = request.ctx.within(mine.membership.organization_id)
    with reading(ctx):
        found = deletion(ctx)
    if found is None:
        return None
    formats = Formats(mine.membership.date_format, mine.membership.time_zone)
    return {
        "who": found.requested_by_name,
        "when": formats.moment(found.requested_at),
        "due": formats.moment(found.due_at),
        "reason": found.reason,
    }


def _doing(run: Callable[[PersonRequest, int], str]) -> Callable[..., HttpResponse]:
    """Return a POST view around one command that answers with its sentence, on the page of all organisations."""

    @require_POST
    @signed_in
    def view(request: PersonRequest, organization_id: int) -> HttpResponse:
        application = asked_application(request)
        try:
            messages.success(request, run(request, organization_id))
        except DaichoError as error:
            messages.error(request, sentence(error))
        return go(reverse("organizations") + (f"?application={application}" if application else ""))

    return view


def _name(request: PersonRequest, organization_id: int) -> str:
    return my_organization(request.ctx, organization_id=organization_id).membership.organization_name


def _choose_default(request: PersonRequest, organization_id: int) -> str:
    choose_default(request.ctx, organization_id=organization_id)
    name = _name(request, organization_id)
    return gettext("%(name)s opens first from now on.") % {"name": name}


def _leave(request: PersonRequest, organization_id: int) -> str:
    name = _name(request, organization_id)
    leave_organization(request.ctx, organization_id=organization_id)
    return gettext("You have left %(name)s.") % {"name": name}


def _set_mode(request: PersonRequest, organization_id: int) -> str:
    mode = request.POST.get("mode", "")
    set_mode(request.ctx, organization_id=organization_id, mode=mode)
    values = {"name": _name(request, organization_id)}
    if mode == "test":
        return gettext("%(name)s is now a test organization: nothing leaves it.") % values
    return gettext("%(name)s is no longer a test organization.") % values


def _take_back(request: PersonRequest, organization_id: int) -> str:
    take_back_deletion(request.ctx, organization_id=organization_id)
    name = _name(request, organization_id)
    return gettext("The deletion request has been taken back: %(name)s stays.") % {"name": name}


choose_default_view = _doing(_choose_default)
leave_view = _doing(_leave)
mode_view = _doing(_set_mode)
take_back_view = _doing(_take_back)


class DeletionForm(DaichoForm):
    """Why, and that it is meant."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea)
    confirmed = forms.BooleanField(
        label=_("I understand that everything in this organization is deleted for ever after 14 days."),
        error_messages={"required": _("Tick the box to request the deletion.")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def delete(request: PersonRequest, organization_id: int) -> HttpResponse:
    """Ask for the deletion: what goes, what can be saved before, a ticked box."""
    mine = my_organization(request.ctx, organization_id=organization_id)
    card = card_of(mine)
    if card.delete_requested or not card.is_administrator:
        return redirect("organizations")
    form = DeletionForm(request.ctx, request.POST or None)
    editing = Editing(
        title=gettext("Request the deletion of %(name)s") % {"name": card.name},
        save=lambda: request_deletion(request.ctx, organization_id=organization_id, reason=form.cleaned_data["reason"]),
        url=lambda _result: reverse("organizations"),
        message=_("The deletion has been requested. It can be taken back for 14 days."),
        cancel_url=reverse("organizations"),
        submit=_("Request the deletion"),
        template="console/delete.html",
        context={"card": card, "exports": _exports(card)},
    )
    return _form_page(request, form, editing)


def _exports(card: OrganizationCard) -> list[tuple[str, str]]:
    """Return the lists that can be saved as a spreadsheet before everything goes."""
    line = next((line for line in card.applications if line.url), None)
    if line is None:
        return []
    lists = {
        "contacts": gettext("Contacts"),
        "items": gettext("Items"),
        "accounts": gettext("Chart of accounts"),
        "salesorders": gettext("Sales orders"),
        "purchaseorders": gettext("Purchase orders"),
    }
    found = []
    for page, name in lists.items():
        with suppress(NoReverseMatch):
            url = reverse(f"{line.application}:{page}_export", kwargs={"organization_id": card.organization_id})
            found.append((name, f"{url}?format=xlsx"))
    return found


class CloneForm(DaichoForm):
    """What the copy is called and takes along."""

    name = forms.CharField(label=_("Name of the copy"), max_length=200)
    include = forms.ChoiceField(
        label=_("What comes along"),
        widget=forms.RadioSelect,
        initial="settings",
        choices=[
            ("settings", _("Settings only: preferences, chart of accounts, taxes, currencies, number series, roles")),
            ("everything", _("Everything: also contacts, items, documents, files and members")),
        ],
    )
    mode = forms.ChoiceField(
        label=_("Label"),
        widget=forms.RadioSelect,
        initial="test",
        choices=[("test", _("Test organization: nothing leaves it")), ("live", _("Real organization"))],
    )


@require_http_methods(["GET", "POST"])
@signed_in
def clone(request: PersonRequest, organization_id: int) -> HttpResponse:
    """Copy an organisation."""
    card = card_of(my_organization(request.ctx, organization_id=organization_id))
    if not card.is_administrator:
        return redirect("organizations")
    name = gettext("%(name)s (copy)") % {"name": card.name}
    form = CloneForm(request.ctx, request.POST or None, initial={"name": name})
    editing = Editing(
        title=gettext("Clone %(name)s") % {"name": card.name},
        save=lambda: _clone(request, organization_id, form.cleaned_data),
        url=lambda _result: reverse("organizations"),
        message=_("The copy is being made. You are told when it is there.")
        if request.POST.get("include") == "everything"
        else _("The organization has been cloned."),
        cancel_url=reverse("organizations"),
        submit=_("Clone"),
    )
    return _form_page(request, form, editing)


def _clone(request: PersonRequest, organization_id: int, fields: Mapping[str, Any]) -> int:
    """Copy the settings at once, everything in the background."""
    wish = {"organization_id": organization_id, "name": fields["name"], "mode": fields["mode"]}
    if fields["include"] == "everything":
        return start_clone(request.ctx, **wish)
    return clone_organization(request.ctx, include="settings", **wish)


def _form_page(request: PersonRequest, form: DaichoForm, editing: Editing) -> HttpResponse:
    request.frame = Frame(person_name=request.ctx.actor.name)  # type: ignore[attr-defined]
    return handle_form(request, form, editing)  # type: ignore[arg-type]
