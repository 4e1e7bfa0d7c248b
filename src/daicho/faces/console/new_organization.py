"""A new organisation."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.shown import APPLICATIONS, asked_application, home_url, label
from daicho.kernel.context import Ctx
from daicho.organizations.core.organization import OrganizationFields, country_defaults
from daicho.organizations.web.forms import (
    choices_of,
    country_choices,
    currency_choices,
    month_choices,
    time_zone_choices,
)
from daicho.platform.web.fields import SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.frame import Frame
from daicho.processes.commands.open_organization import open_organization


class NewOrganizationForm(DaichoForm):
    """What cannot be guessed. All but the country and the currency can be changed at any time."""

    sections = (
        Section("", ("name", ("country", "currency_code"), "application")),
        Section(
            _("Language and time"),
            (("language_code", "time_zone"), "fiscal_year_start_month"),
            text=_("They follow the country; change them if yours differ."),
        ),
    )
    name = forms.CharField(label=_("Organization name"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices, required=False)
    currency_code = SearchChoiceField(label=_("Base currency"), choices=currency_choices)
    application = forms.ChoiceField(
        label=_("Application"),
        widget=forms.RadioSelect,
        choices=lambda: [(name, label(name)) for name in APPLICATIONS],
        help_text=_("The organization begins in this application. It can join the other one at any time."),
    )
    language_code = forms.ChoiceField(label=_("Language of documents"), choices=choices_of("language_code"))
    time_zone = SearchChoiceField(label=_("Time zone"), choices=time_zone_choices)
    fiscal_year_start_month = forms.TypedChoiceField(
        label=_("The fiscal year starts in"), coerce=int, choices=month_choices
    )


@require_http_methods(["GET", "POST"])
@signed_in
def create(request: PersonRequest) -> HttpResponse:
    """Make an organisation in one application."""
    ctx = request.ctx
    application = asked_application(request) or "inventory"
    country = "JP" if (get_language() or "").startswith("ja") else ""
    initial = {**country_defaults(country), "country": country, "application": application}
    form = NewOrganizationForm(ctx, request.POST or None, initial=initial)
    editing = Editing(
        title=gettext("New organization"),
        save=lambda: _open(ctx, form),
        url=lambda organization_id: home_url(form.cleaned_data["application"], organization_id),
        message=_("The organization has been created."),
        cancel_url=reverse("organizations"),
        submit=_("Create the organization"),
    )
    request.frame = Frame(application=application, application_label=label(application))  # type: ignore[attr-defined]
    return handle_form(request, form, editing)  # type: ignore[arg-type]


def _open(ctx: Ctx, form: NewOrganizationForm) -> int:
    values = dict(form.cleaned_data)
    application = values.pop("application")
    return open_organization(ctx, fields=OrganizationFields(**values), application=application)  # type: ignore[typeddict-item]
