"""Transaction locks on screen."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop
from daicho.ledger.commands.open_locked_days import open_locked_days
from daicho.ledger.commands.remove_lock import remove_lock
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.lock_fields import REASON_LENGTH, LockFields, LockView, OpeningFields
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.list_locks import list_locks
from daicho.organizations.queries.member_names import member_names
from daicho.platform.web.detail import action_page
from daicho.platform.web.fields import DateField
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page

SCOPES = {
    Scope.ALL: (_("All transactions"), _("Everything that is posted, in every module.")),
    Scope.SALES: (_("Sales"), _("Invoices, credit notes, payments received, retainer invoices.")),
    Scope.PURCHASES: (_("Purchases"), _("Bills, vendor credits, expenses, payments made.")),
    Scope.BANKING: (_("Banking"), _("Deposits, transfers and other entries of banks and cards.")),
    Scope.ACCOUNTS: (
        _("Accounting entries"),
        _("Journals, opening balances, inventory adjustments, currency adjustments, tax payments."),
    ),
}
"""Module group → its name, and what belongs to it."""


class LockForm(DaichoForm):
    """A lock."""

    transaction_lock_date = DateField(
        label=_("Lock up to"), help_text=_("This day itself is locked; the next day is open.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH)
    user_exceptions = forms.TypedMultipleChoiceField(
        label=_("These people may still change locked transactions"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, ctx: Ctx, *args: Any, **kwargs: Any) -> None:
        super().__init__(ctx, *args, **kwargs)
        people: Any = self.fields["user_exceptions"]
        people.choices = [(str(user_id), name) for user_id, name in member_names(ctx).items()]


class OpeningForm(DaichoForm):
    """Days that are open again."""

    start_date = DateField(label=_("From"), required=False)
    end_date = DateField(label=_("Until"), required=False, help_text=_("Both empty: no day is open again."))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=REASON_LENGTH)


def locks_page(request: PageRequest) -> HttpResponse:
    """Show the lock of each module group."""
    ctx = request.ctx
    context = {
        "title": gettext("Transaction locks"),
        "rows": list(_rows(request)),
        "may_edit": ctx.actor.may("journals.approve"),
    }
    return render_page(request, "ledger/locks.html", context)


def _rows(request: PageRequest) -> Iterator[dict[str, object]]:
    ctx, formats = request.ctx, request.formats
    found = {view.scope: view for view in list_locks(ctx)}
    names = member_names(ctx, user_ids=[user_id for view in found.values() for user_id in _people(view)])
    for scope, (name, text) in SCOPES.items():
        view = found.get(scope)
        here = {"scope": scope.value}
        row: dict[str, object] = {
            "name": name,
            "text": text,
            "url": page_url(ctx, "settings_lock", **here),
            "view": view,
        }
        if view:
            row |= {
                "until": formats.date(view.until),
                "opened": f"{formats.date(view.opened_from)} – {formats.date(view.opened_to)}"
                if view.opened_from
                else "",
                "who": names.get(view.locked_by or 0, ""),
                "when": formats.moment(view.locked_at),
                "exempt": ", ".join(names.get(user_id, "") for user_id in view.exempt_user_ids),
                "open_url": page_url(ctx, "settings_lock_open", **here),
                "remove_url": page_url(ctx, "settings_lock_remove", **here),
            }
        yield row


def _people(view: LockView) -> list[int]:
    return [*view.exempt_user_ids, *([view.locked_by] if view.locked_by else [])]


def lock_page(request: PageRequest, scope: int) -> HttpResponse:
    """Lock a module group, or change its lock."""
    ctx, group = request.ctx, _scope(scope)
    view = next((view for view in list_locks(ctx) if view.scope is group), None)
    initial: dict[str, object] = {"transaction_lock_date": _last_month_end(ctx.today)}
    if view:
        initial = {
            "transaction_lock_date": view.until,
            "reason": view.reason,
            "user_exceptions": [str(user_id) for user_id in view.exempt_user_ids],
        }
    form = LockForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    editing = Editing(
        title=SCOPES[group][0],
        save=lambda: set_lock(ctx, fields=_given(group, form)),
        url=lambda _lock_id: page_url(ctx, "settings_locks"),
        message=_("The transaction lock has been updated."),
        cancel_url=page_url(ctx, "settings_locks"),
        submit=_("Lock"),
        entity="transaction_lock" if view else "",
        entity_id=view.lock_id if view else 0,
    )
    return handle_form(request, form, editing)


def opening_page(request: PageRequest, scope: int) -> HttpResponse:
    """Open some days of a lock again, or close them."""
    ctx, group = request.ctx, _scope(scope)
    view = next((view for view in list_locks(ctx) if view.scope is group), None)
    if view is None:
        raise NotFound(noop("%(entity)s does not exist."), {"entity": noop("Transaction lock")})
    initial = {"start_date": view.opened_from, "end_date": view.opened_to, "reason": view.opened_reason}
    form = OpeningForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    editing = Editing(
        title=_("Open days again"),
        save=lambda: open_locked_days(ctx, scope=group, fields=_opening(form)),
        url=lambda _lock_id: page_url(ctx, "settings_locks"),
        message=_("The partial unlock has been updated."),
        cancel_url=page_url(ctx, "settings_locks"),
        entity="transaction_lock",
        entity_id=view.lock_id,
    )
    return handle_form(request, form, editing)


def _given(scope: Scope, form: LockForm) -> LockFields:
    values = form.cleaned_data
    return {
        "scope": scope,
        "until": values["transaction_lock_date"],
        "reason": values["reason"],
        "exempt_user_ids": values["user_exceptions"],
    }


def _opening(form: OpeningForm) -> OpeningFields:
    values = form.cleaned_data
    return {"start": values["start_date"], "end": values["end_date"], "reason": values["reason"]}


def _scope(number: int) -> Scope:
    if number not in SCOPES:
        raise NotFound(noop("%(entity)s does not exist."), {"entity": noop("Transaction lock")})
    return Scope(number)


def _last_month_end(today: date) -> date:
    return date.fromordinal(today.replace(day=1).toordinal() - 1)


def _remove(ctx: Ctx, scope: int) -> None:
    remove_lock(ctx, scope=_scope(scope))


_ONE = "settings/locks/<id:scope>/"
PAGES: list[Page] = [
    Page("settings/locks/", "settings_locks", "settings.view", locks_page),
    Page(_ONE, "settings_lock", "journals.approve", lock_page, "journals.approve"),
    Page(f"{_ONE}open/", "settings_lock_open", "journals.approve", opening_page, "journals.approve"),
    action_page(
        f"{_ONE}remove/", "settings_lock_remove", "settings.view", "journals.approve", _remove,
        message=_("The transaction lock has been deleted."), then="settings_locks", keep=False,
    ),
]  # fmt: skip
