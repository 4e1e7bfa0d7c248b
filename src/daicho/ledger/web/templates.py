"""The pages of templates of journals."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.ledger.commands.create_template import create_template
from daicho.ledger.commands.delete_template import delete_template
from daicho.ledger.commands.update_template import update_template
from daicho.ledger.commands.use_template import use_template
from daicho.ledger.core.template import EVERY_LIMIT, NAME_LENGTH, TemplateFields
from daicho.ledger.queries.journal_detail import journal_detail
from daicho.ledger.queries.list_templates import TEMPLATE_LISTING, TemplateView, list_templates
from daicho.ledger.queries.template_detail import template_detail
from daicho.platform.text import sentence
from daicho.platform.web.cells import Badge
from daicho.platform.web.detail import action_page, go_to
from daicho.platform.web.fields import DateField
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, Column, Empty, ListPage
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce

UNITS = {"": _("Only by hand"), "day": _("Days"), "week": _("Weeks"), "month": _("Months"), "year": _("Years")}
_RHYTHMS: Mapping[str, Any] = {
    "day": ngettext_lazy("Every day", "Every %(count)s days", "count"),
    "week": ngettext_lazy("Every week", "Every %(count)s weeks", "count"),
    "month": ngettext_lazy("Every month", "Every %(count)s months", "count"),
    "year": ngettext_lazy("Every year", "Every %(count)s years", "count"),
}


def _rhythm(view: TemplateView) -> str:
    if not view.repeat_unit:
        return gettext("Only by hand")
    return str(_RHYTHMS[view.repeat_unit] % {"count": view.repeat_every})


def _state(view: TemplateView) -> Badge | str:
    if view.problem:
        return Badge(gettext("Stopped"), "red")
    return Badge(gettext("Active"), "green") if view.next_date else ""


TEMPLATES: ListPage[TemplateView] = ListPage(
    name="journal_templates",
    title=_("Templates of journals"),
    permission="journals.view",
    listing=TEMPLATE_LISTING,
    rows=list_templates,
    columns=(
        Column("name", _("Name"), lambda view: view.name, sort="name", main=True),
        Column("repeat", _("Written"), _rhythm),
        Column("next_date", _("Next on"), lambda view: view.next_date, sort="next_date"),
        Column("end_date", _("Until"), lambda view: view.end_date, shown=False),
        Column("state", _("Status"), _state),
        Column("problem", _("What stopped it"), lambda view: view.problem),
    ),
    row_id=lambda view: view.template_id,
    detail="journal_template",
    detail_key="template_id",
    entities=("journal_template",),
    empty=Empty(
        _("No templates here"),
        _("Open a journal that comes again and keep it as a template; it can be written by itself every month."),
        "copy",
    ),
    views=(BuiltInView("recurring", _("Recurring"), filter_by="Recurring"),),
    icon="copy",
    applications=("books",),
)


class NameForm(DaichoForm):
    """A new template."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"autofocus": ""}))


class TemplateForm(DaichoForm):
    """A template, and when it is written by itself."""

    sections = (
        Section("", ("name",)),
        Section(
            _("Written by itself"), (("repeat_every", "repeat_unit"), ("start_date", "end_date"), "is_draft"),
            text=_("Days that were missed are made up one by one, each with its own date."),
        ),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    repeat_every = forms.IntegerField(label=_("Every"), required=False, min_value=1, max_value=EVERY_LIMIT)
    repeat_unit = forms.ChoiceField(label=_("Unit"), required=False, choices=tuple(UNITS.items()))
    start_date = DateField(label=_("First on"), required=False)
    end_date = DateField(label=_("Not after"), required=False)
    is_draft = forms.BooleanField(label=_("As a draft, to be checked and published by hand"), required=False)

    def given(self) -> TemplateFields:
        """Return everything that was entered."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "repeat_unit": data["repeat_unit"],
            "repeat_every": data["repeat_every"] or 1,
            "start_date": data["start_date"],
            "end_date": data["end_date"],
            "is_draft": data["is_draft"],
        }


def keep_page(request: PageRequest, journal_id: int) -> HttpResponse:
    """Keep a journal as a template."""
    ctx = request.ctx
    view = journal_detail(ctx, journal_id=journal_id)
    form = NameForm(ctx, request.POST if request.method == "POST" else None, initial={"name": view.notes[:NAME_LENGTH]})
    editing = Editing(
        title=_("Keep as a template"),
        save=lambda: create_template(ctx, journal_id=journal_id, name=form.cleaned_data["name"]),
        url=lambda template_id: page_url(ctx, "journal_template", template_id=template_id),
        message=_("The journal template has been created."),
        cancel_url=page_url(ctx, "journal", journal_id=journal_id),
    )
    return handle_form(request, form, editing)


def template_page(request: PageRequest, template_id: int) -> HttpResponse:
    """Show and change a template."""
    ctx = request.ctx
    view = template_detail(ctx, template_id=template_id)
    names = ("name", "repeat_unit", "start_date", "end_date", "is_draft")
    initial = {name: getattr(view, name) for name in names} | {"repeat_every": view.repeat_every or 1}
    form = TemplateForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    here = {"template_id": template_id}
    editing = Editing(
        title=view.name,
        save=lambda: update_template(ctx, template_id=template_id, fields=form.given()),
        url=lambda _nothing: page_url(ctx, "journal_templates"),
        message=_("The journal template has been updated."),
        cancel_url=page_url(ctx, "journal_templates"),
        entity="journal_template",
        entity_id=template_id,
        template="ledger/template.html",
        context={
            "template": view,
            "next_date": request.formats.date(view.next_date),
            "use_url": page_url(ctx, "journal_template_use", **here) if ctx.actor.may("journals.create") else "",
            "delete_url": page_url(ctx, "journal_template_delete", **here) if ctx.actor.may("journals.delete") else "",
        },
    )
    return handle_form(request, form, editing)


def use_page(request: PageRequest, template_id: int) -> HttpResponse:
    """Write a draft from the template, and open it."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    try:
        journal_id = use_template(request.ctx, template_id=template_id)
    except (RuleBroken, InvalidInput) as error:
        announce(request, sentence(error), level=messages.ERROR)
        return go_to(request, page_url(request.ctx, "journal_template", template_id=template_id))
    return go_to(request, page_url(request.ctx, "journal_edit", journal_id=journal_id))


def _delete(ctx: Ctx, template_id: int) -> None:
    delete_template(ctx, template_id=template_id)


_ONE = "journaltemplates/<id:template_id>/"
_EVERY_PAGE = [
    *list_pages(TEMPLATES, "journaltemplates/"),
    Page("journals/<id:journal_id>/keep/", "journal_keep", "journals.create", keep_page, "journals.create"),
    Page(_ONE, "journal_template", "journals.view", template_page, "journals.edit"),
    Page(f"{_ONE}use/", "journal_template_use", "journals.create", use_page, "journals.create"),
    action_page(
        f"{_ONE}delete/", "journal_template_delete", "journals.view", "journals.delete", _delete,
        message=_("The journal template has been deleted."), then="journal_templates", keep=False,
    ),
]  # fmt: skip
PAGES: list[Page] = [replace(page, applications=("books",)) for page in _EVERY_PAGE]
