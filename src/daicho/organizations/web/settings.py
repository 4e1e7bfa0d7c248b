"""The settings of the organisation, the same pages in both applications."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound
from daicho.kernel.text import noop
from daicho.organizations.commands.change_all_series import change_all_series
from daicho.organizations.commands.set_picture import Picture, set_picture
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.core.organization import OrganizationFields
from daicho.organizations.queries.profile import organization_profile
from daicho.organizations.web.forms import AllPreferencesForm, ProfileForm, SeriesForm, profile_values
from daicho.platform.files import file_content
from daicho.platform.numbering import list_series
from daicho.platform.text import sentence
from daicho.platform.web.detail import go_to
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.platform.web.render import render_page


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the settings page: a page, what it demands, what is behind it."""

    page: str
    permission: str
    icon: str
    title: Any
    text: Any


ENTRIES = (
    Entry(
        "settings_profile",
        "settings.view",
        "building",
        _("Organization profile"),
        _("Name, address, logo, currency, fiscal year, language."),
    ),
    Entry(
        "settings_preferences",
        "settings.view",
        "adjustments",
        _("Preferences"),
        _("Tax registration, prices, rounding, stock, opening date."),
    ),
    Entry(
        "settings_currencies", "settings.view", "coin", _("Currencies"), _("Further currencies and their dated rates.")
    ),
    Entry("settings_series", "settings.view", "sort-ascending", _("Number series"), _("How documents are numbered.")),
    Entry(
        "locations", "settings.view", "building-warehouse", _("Locations"), _("Warehouses and shops that keep stock.")
    ),
    Entry(
        "settings_openings",
        "journals.view",
        "calculator",
        _("Opening balances"),
        _("What accounts, customers and vendors stood at when you began."),
    ),
    Entry(
        "settings_locks", "settings.view", "lock", _("Transaction locks"), _("Up to which day nothing may be changed.")
    ),
    Entry("taxes", "taxes.view", "percentage", _("Taxes"), _("Taxes, groups and their dated rates.")),
    Entry("members", "users.view", "users", _("Members"), _("Who belongs to the organization, with which role.")),
    Entry(
        "settings_approvals",
        "settings.view",
        "circle-check",
        _("Approvals"),
        _("Which documents have to be approved, by whom and in which order."),
    ),
    Entry("roles", "users.view", "shield-check", _("Roles"), _("What each role may see and do.")),
    *(
        Entry(f"{kind}_settings", "settings.view", icon, title, _("Template and standard texts."))
        for kind, icon, title in (
            ("estimate", "file-description", _("Estimates")),
            ("salesorder", "shopping-cart", _("Sales orders")),
            ("invoice", "file-invoice", _("Invoices")),
            ("retainerinvoice", "coin", _("Retainer invoices")),
            ("creditnote", "receipt-refund", _("Credit notes")),
            ("purchaseorder", "shopping-bag", _("Purchase orders")),
            ("bill", "receipt", _("Bills")),
            ("vendorcredit", "receipt", _("Vendor credits")),
        )
    ),
    Entry(
        "custom_fields",
        "settings.view",
        "list-details",
        _("Custom fields"),
        _("Further fields on records and documents."),
    ),
)


def settings_page(request: PageRequest) -> HttpResponse:
    """Show what can be set."""
    ctx = request.ctx
    found = [
        {"url": url, "icon": entry.icon, "title": entry.title, "text": entry.text}
        for entry in ENTRIES
        if ctx.actor.may(entry.permission) and (url := find_page_url(ctx, entry.page))
    ]
    return render_page(request, "organizations/settings.html", {"title": gettext("Settings"), "entries": found})


def profile_page(request: PageRequest) -> HttpResponse:
    """Show and change name, address, currency, fiscal year, language."""
    ctx = request.ctx
    profile = organization_profile(ctx)
    form = ProfileForm(ctx, request.POST or None, initial=profile_values(profile))
    pictures = (
        (_("Logo"), _("It stands above the name of the organization on documents."), "logo", profile.logo_file_id),
        (_("Seal"), _("The print of the company's seal (印影), beside the name of the organization."), "seal",
         profile.seal_file_id),
    )  # fmt: skip
    context = {
        "pictures": [
            {"title": title, "text": text, "url": page_url(ctx, f"settings_{name}"), "is_there": file_id is not None}
            for title, text, name, file_id in pictures
        ]
    }
    return _edit(request, form, _("Organization profile"), template="organizations/profile.html", context=context)


def preferences_page(request: PageRequest) -> HttpResponse:
    """Show and change tax, stock and dates."""
    ctx = request.ctx
    form = AllPreferencesForm(ctx, request.POST or None, initial=profile_values(organization_profile(ctx)))
    return _edit(request, form, _("Preferences"))


def series_page(request: PageRequest) -> HttpResponse:
    """Show and change how documents are numbered."""
    ctx = request.ctx
    form = SeriesForm(ctx, request.POST or None, series=list_series(ctx))
    editing = Editing(
        title=_("Number series"),
        save=lambda: change_all_series(ctx, series=form.changed_series()),
        url=lambda _result: page_url(ctx, "settings"),
        message=_("The number series have been updated."),
        cancel_url=page_url(ctx, "settings"),
        entity="number series",
        more="organizations/_series.html",
    )
    return handle_form(request, form, editing)


def logo_page(request: PageRequest) -> HttpResponse:
    """Send the logo; POST takes a new one, or takes it away."""
    return _picture(request, "logo", organization_profile(request.ctx).logo_file_id)


def seal_page(request: PageRequest) -> HttpResponse:
    """Send the seal; POST takes a new one, or takes it away."""
    return _picture(request, "seal", organization_profile(request.ctx).seal_file_id)


def _picture(request: PageRequest, picture: Picture, file_id: int | None) -> HttpResponse:
    ctx = request.ctx
    if request.method == "POST":
        upload = request.FILES.get("picture")
        name, content = (upload.name or "", upload.read()) if upload else ("", b"")
        try:
            set_picture(ctx, picture=picture, name=name, content=content)
        except InvalidInput as error:
            messages.error(request, sentence(error))
        return go_to(request, page_url(ctx, "settings_profile"))
    if file_id is None:
        raise NotFound(noop("File does not exist."))
    view, content = file_content(ctx, file_id=file_id)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=300"}
    return HttpResponse(content, content_type=view.content_type, headers=headers)


def _edit(
    request: PageRequest,
    form: DaichoForm,
    title: Any,
    template: str = "forms/form.html",
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    ctx: Ctx = request.ctx
    editing = Editing(
        title=title,
        save=lambda: update_organization(ctx, fields=cast(OrganizationFields, form.changed_fields())),
        url=lambda _result: page_url(ctx, "settings"),
        message=_("The settings have been saved."),
        cancel_url=page_url(ctx, "settings"),
        entity="organization",
        entity_id=ctx.organization_id,
        template=template,
        context=context or {},
    )
    return handle_form(request, form, editing)


PAGES = [
    Page("settings/", "settings", "settings.view", settings_page),
    Page("settings/profile/", "settings_profile", "settings.view", profile_page, "settings.edit"),
    Page("settings/logo/", "settings_logo", "settings.view", logo_page, "settings.edit", followed=False),
    Page("settings/seal/", "settings_seal", "settings.view", seal_page, "settings.edit", followed=False),
    Page("settings/preferences/", "settings_preferences", "settings.view", preferences_page, "settings.edit"),
    Page("settings/series/", "settings_series", "settings.view", series_page, "settings.edit"),
]
