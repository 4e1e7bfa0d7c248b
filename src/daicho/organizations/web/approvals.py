"""Settings: which documents need approval, and by whom."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop
from daicho.organizations.commands.set_approval import set_approval
from daicho.organizations.core.approval import LEVEL_LIMIT, MODE_NAMES, Mode
from daicho.organizations.core.permissions import MODULES
from daicho.organizations.queries.approval_rules import ModuleRule, approval_rules
from daicho.platform.web.forms import DaichoForm, Editing, Section, dress, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page

_FIELDS = tuple(f"level_{number}" for number in range(1, LEVEL_LIMIT + 1))
_SHOWN = 3
"""Levels that stand on the page; the rest is folded."""


def approvals_page(request: PageRequest) -> HttpResponse:
    """Show for every kind of document what it needs."""
    ctx = request.ctx
    rows = [
        {
            "label": gettext(MODULES[rule.module]),
            "mode": gettext(MODE_NAMES[rule.mode]),
            "approvers": [{"name": one.name, "is_able": one.may_approve} for one in rule.approvers],
            "is_needed": rule.mode is not Mode.NONE,
            "is_blocked": not all(one.may_approve for one in rule.approvers),
            "url": page_url(ctx, "settings_approval", module=rule.module) if ctx.actor.may("settings.edit") else "",
        }
        for rule in approval_rules(ctx).values()
    ]
    return render_page(request, "organizations/approvals.html", {"title": gettext("Approvals"), "rows": rows})


class ApprovalForm(DaichoForm):
    """The rule of one kind of document: how, and by whom in which order."""

    mode = forms.ChoiceField(
        label=_("Approval"),
        choices=[(mode.value, _(name)) for mode, name in MODE_NAMES.items()],
        widget=forms.RadioSelect(),
    )
    sections = (
        Section("", ("mode",)),
        Section(_("Levels"), _FIELDS[:_SHOWN], _("Several people approve in this order. Empty levels are left out.")),
        Section(_("Further levels"), _FIELDS[_SHOWN:], folded=True),
    )

    def __init__(self, ctx: Ctx, rule: ModuleRule, *args: Any, **kwargs: Any) -> None:
        super().__init__(ctx, *args, **kwargs)
        people = [("", ""), *((str(person.user_id), person.name) for person in rule.offered)]
        left = _("%(name)s (cannot approve any more)")
        people += [(str(one.user_id), left % {"name": one.name}) for one in rule.approvers if not one.may_approve]
        for number, name in enumerate(_FIELDS, start=1):
            label = _("Level %(number)s") % {"number": number}
            self.fields[name] = forms.ChoiceField(label=label, choices=people, required=False)
            dress(self.fields[name].widget)

    def renames(self) -> Mapping[str, str]:
        """A fault of the approvers stands at the first level."""
        return {"approvers": _FIELDS[0]}

    def approver_ids(self) -> list[int]:
        """Return the people of the levels in order."""
        return [int(self.cleaned_data[name]) for name in _FIELDS if self.cleaned_data[name]]


def approval_page(request: PageRequest, module: str) -> HttpResponse:
    """Change the rule of one kind of document. Raises NotFound for a module whose documents are not approved."""
    ctx = request.ctx
    rule = approval_rules(ctx).get(module)
    if rule is None:
        raise NotFound(noop("Documents of this kind are not approved."))
    initial: dict[str, object] = {"mode": rule.mode.value}
    initial |= {name: str(person.user_id) for name, person in zip(_FIELDS, rule.approvers, strict=False)}
    form = ApprovalForm(ctx, rule, request.POST if request.method == "POST" else None, initial=initial)
    editing = Editing(
        title=_("Approval: %(documents)s") % {"documents": gettext(MODULES[module])},
        save=lambda: set_approval(ctx, module=module, mode=form.cleaned_data["mode"], approver_ids=form.approver_ids()),
        url=lambda _nothing: page_url(ctx, "settings_approvals"),
        message=_("The rule of approval has been saved."),
        cancel_url=page_url(ctx, "settings_approvals"),
        entity="organization",
        entity_id=ctx.organization_id,
    )
    return handle_form(request, form, editing)


PAGES = [
    Page("settings/approvals/", "settings_approvals", "settings.view", approvals_page),
    Page("settings/approvals/<slug:module>/", "settings_approval", "settings.view", approval_page, "settings.edit"),
]
