"""かんたんな設定: the quick set-up of Books, step by step, to be left and resumed at any time."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.shown import go, home_url, label, show
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.kernel.periods import fiscal_year_of
from daicho.organizations.core.member import MemberFields
from daicho.organizations.core.organization import OrganizationFields, OrganizationProfile
from daicho.organizations.core.permissions import ACCOUNTANT, EVERYTHING
from daicho.organizations.core.setup import (
    BANK,
    INVITATIONS,
    MAY_BE_SKIPPED,
    NUMBERS,
    OPENING,
    PROFILE,
    STEP_NAMES,
    STEPS,
    TAX,
)
from daicho.organizations.queries.enter import enter
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.profile import organization_profile
from daicho.organizations.queries.setup_state import SetupState, setup_state
from daicho.organizations.web.forms import (
    OpeningForm,
    PreferencesForm,
    ProfileForm,
    SeriesForm,
    TaxForm,
    profile_values,
)
from daicho.organizations.web.members import role_label
from daicho.platform.numbering import list_series
from daicho.platform.text import sentence
from daicho.platform.web.forms import DaichoForm, Section
from daicho.platform.work import reading
from daicho.processes.commands.save_setup_step import SetupContent, save_setup_step
from daicho.taxes.queries.taxes import tax_choices

_PEOPLE = 3


class BankForm(DaichoForm):
    """The account the money lies in."""

    bank_account_name = forms.CharField(
        label=_("Name of the bank account"),
        max_length=200,
        required=False,
        help_text=_("For example the bank, the branch and the kind of account. More can be added later."),
    )


class InvitationsForm(DaichoForm):
    """Who works along: names, addresses and one role, a few people at once."""

    sections = (
        Section("", tuple((f"name_{number}", f"email_{number}") for number in range(_PEOPLE))),
        Section("", ("role_id",)),
    )
    name_0 = forms.CharField(label=_("Name"), max_length=200, required=False)
    email_0 = forms.EmailField(label=_("E-mail address"), required=False)
    name_1 = forms.CharField(label=_("Name"), max_length=200, required=False)
    email_1 = forms.EmailField(label=_("E-mail address"), required=False)
    name_2 = forms.CharField(label=_("Name"), max_length=200, required=False)
    email_2 = forms.EmailField(label=_("E-mail address"), required=False)
    role_id = forms.TypedChoiceField(label=_("Role"), coerce=int, required=False)

    def __init__(self, ctx: Ctx, *args: Any, **kwargs: Any) -> None:
        super().__init__(ctx, *args, **kwargs)
        roles = list_roles(ctx)
        field = self.fields["role_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(role.role_id), role_label(role.name, role.built_in)) for role in roles]
        field.initial = next(role.role_id for role in roles if role.built_in == ACCOUNTANT)

    def members(self) -> list[MemberFields]:
        """Return the people that were named."""
        values = self.cleaned_data
        return [
            MemberFields(
                name=values[f"name_{number}"] or values[f"email_{number}"],
                email=values[f"email_{number}"],
                role_id=values["role_id"],
            )
            for number in range(_PEOPLE)
            if values[f"email_{number}"]
        ]


@require_http_methods(["GET", "POST"])
@signed_in
def books_setup(request: PersonRequest, organization_id: int) -> HttpResponse:
    """Show a step, or save it and go on; after the last one Books opens. `?step=` goes back to a step."""
    ctx = enter(request.ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    with reading(ctx):
        state, profile = setup_state(ctx), organization_profile(ctx)
    if state.state != "pending":
        there = home_url("books", organization_id) if state.state == "done" else reverse("organizations")
        return redirect(there)
    asked = request.POST.get("step") or request.GET.get("step", "")
    step = asked if asked in STEPS else state.next_step or STEPS[0]
    with reading(ctx):
        form = _form(ctx, step, profile, request)
        rates = tax_choices(ctx) if step == TAX else []
    if request.method == "POST":
        response = _save(request, ctx, step, form)
        if response is not None:
            return response
    context = _context(profile, state, step, form) | {"rates": rates}
    response = show(request, "console/setup.html", context, "books")
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response


def _form(ctx: Ctx, step: str, profile: OrganizationProfile, request: PersonRequest) -> DaichoForm:
    data = request.POST if request.method == "POST" and "skip" not in request.POST else None
    if step == NUMBERS:
        return SeriesForm(ctx, data, series=list_series(ctx))
    initial = dict(profile_values(profile))
    if step == OPENING and profile.opening_date is None:
        initial["opening_date"] = fiscal_year_of(ctx.today, profile.fiscal_year_start_month).start
    kinds: Mapping[str, type[DaichoForm]] = {
        PROFILE: ProfileForm,
        TAX: TaxForm,
        OPENING: OpeningForm,
        BANK: BankForm,
        INVITATIONS: InvitationsForm,
    }
    return kinds.get(step, PreferencesForm)(ctx, data, initial=initial)


def _save(request: PersonRequest, ctx: Ctx, step: str, form: DaichoForm) -> HttpResponse | None:
    """Save the step and return where to go on; None with the errors at the form."""
    if form.is_bound and not form.is_valid():
        return None
    try:
        following = save_setup_step(ctx, step=step, content=_content(step, form))
    except InvalidInput as error:
        form.take(error)
        return None
    except RuleBroken as error:
        form.add_error(None, sentence(error))
        return None
    if following is None:
        with reading(ctx):
            name = organization_profile(ctx).name
        text = gettext("All steps are done: %(name)s is in Books now, with the same ID %(id)s.")
        messages.success(request, text % {"name": name, "id": ctx.organization_id})
        return go(home_url("books", ctx.organization_id))
    if "later" in request.POST:
        messages.success(request, gettext("Saved. You can go on with the setup at any time."))
        return go(home_url("inventory", ctx.organization_id))
    return go(reverse("books_setup", kwargs={"organization_id": ctx.organization_id}))


def _content(step: str, form: DaichoForm) -> SetupContent:
    if not form.is_bound:
        return SetupContent()
    if isinstance(form, SeriesForm):
        return SetupContent(series=form.changed_series())
    if isinstance(form, InvitationsForm):
        return SetupContent(invitations=form.members())
    if step == BANK:
        return SetupContent(bank_account_name=form.cleaned_data["bank_account_name"])
    # Everything that was shown is meant, also what stayed as it was proposed.
    return SetupContent(fields=cast(OrganizationFields, dict(form.cleaned_data)))


def _context(profile: OrganizationProfile, state: SetupState, step: str, form: DaichoForm) -> dict[str, Any]:
    here = reverse("books_setup", kwargs={"organization_id": profile.organization_id})
    return {
        "title": gettext("Quick setup of Books"),
        "organization_name": profile.name,
        "organization_id": profile.organization_id,
        "application_label": label("books"),
        "form": form,
        "step": step,
        "step_name": gettext(STEP_NAMES[step]),
        "step_number": STEPS.index(step) + 1,
        "may_skip": step in MAY_BE_SKIPPED,
        "is_last": step == STEPS[-1] or state.next_step is None,
        "percent": 100 * len(state.finished) // len(STEPS),
        "finished_count": len(state.finished),
        "steps": [
            {
                "name": gettext(STEP_NAMES[name]),
                "url": f"{here}?step={name}",
                "done": name in state.finished,
                "current": name == step,
                "reachable": name in state.finished or name == state.next_step,
            }
            for name in STEPS
        ],
        "inventory_url": home_url("inventory", profile.organization_id),
    }
