"""The page that closes periods: a day, its customers, and what each statement would say (仮発行)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext_lazy as _

from daicho.closings.commands.close_periods import Closed, close_periods
from daicho.closings.queries.draft_statements import StatementDraft, draft_statements
from daicho.contacts.queries.contact_names import contact_names
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.money import Money
from daicho.kernel.periods import month_of, read_day
from daicho.kernel.text import noop
from daicho.platform.text import sentence
from daicho.platform.web.fields import DateField, RemoteChoiceField, as_id
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import PageRequest, find_page_url, page_url
from daicho.platform.web.render import announce, render_page


class ClosingForm(DaichoForm):
    """Which day to close; the customers are ticked in the preview below it."""

    closing_date = DateField(
        label=_("Closing date"), help_text=_("All customers whose closing day it is are listed below.")
    )
    customer_id = RemoteChoiceField(
        label=_("Only this customer"),
        required=False,
        choices_page="contact_choices",
        resolve=lambda ctx, value: contact_names(ctx, [value]).get(value, ""),
        query={"kind": "customer"},
        help_text=_("Any day will do then."),
    )


def closing_page(request: PageRequest) -> HttpResponse:
    """Show what would be stated, or close the periods of the ticked customers."""
    ctx = request.ctx
    initial = {"closing_date": _proposed(request), "customer_id": as_id(request.GET.get("customer_id", ""))}
    form = ClosingForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    editing = Editing(
        title=_("Close a period"),
        save=lambda: _close(request, form.cleaned_data["closing_date"]),
        url=lambda found: _next(ctx, found),
        message=_("The period has been closed."),
        cancel_url=page_url(ctx, "closingstatements"),
        submit=_("Close the period"),
        more="closings/_closing_preview.html",
        context={"preview": lambda: _preview(request, form)},
    )
    return handle_form(request, form, editing)


def closing_preview_page(request: PageRequest) -> HttpResponse:
    """Answer with the statements of the day that was typed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = _preview(request, ClosingForm(request.ctx, request.POST))
    return render_page(request, "closings/_closing_rows.html", {"found": found})


def _proposed(request: PageRequest) -> date:
    """Return the day in the address, or the last month's end."""
    try:
        return read_day(request.GET.get("closing_date", ""))
    except ValueError:
        return month_of(request.ctx.today).start - timedelta(days=1)


def _close(request: PageRequest, closing_date: date) -> list[Closed]:
    """Close, telling what was refused; where everything was, its sentence is the form's error."""
    ids = _ids(request, "contact_ids")
    if not ids:
        raise invalid("contact_ids", noop("Tick at least one customer."))
    found = close_periods(request.ctx, closing_date=closing_date, contact_ids=ids)
    errors = [each.error for each in found if each.error]
    if not any(each.statement_id for each in found):
        raise errors[0] if errors else invalid("contact_ids", noop("Tick at least one customer."))
    for error in errors:
        announce(request, sentence(error), level=messages.ERROR)
    return found


def _next(ctx: Ctx, found: Sequence[Closed]) -> str:
    made = [each.statement_id for each in found if each.statement_id]
    if len(made) == 1:
        return page_url(ctx, "closingstatement", statement_id=made[0])
    return page_url(ctx, "closingstatements")


def _ids(request: PageRequest, name: str) -> list[int]:
    return [number for text in request.POST.getlist(name) if (number := as_id(text))]


def _preview(request: PageRequest, form: ClosingForm) -> Mapping[str, object]:
    if form.is_bound:
        form.is_valid()
    data: Mapping[str, Any] = form.cleaned_data if form.is_bound else form.initial
    day, customer_id = data.get("closing_date"), data.get("customer_id")
    if not day:
        return {}
    drafts = draft_statements(request.ctx, closing_date=day, contact_ids=[customer_id] if customer_id else None)
    left_out = set(_ids(request, "shown_ids")) - set(_ids(request, "contact_ids"))
    return {"is_known": True, "rows": [_row(request, draft, left_out) for draft in drafts]}


def _row(request: PageRequest, draft: StatementDraft, left_out: set[int]) -> dict[str, object]:
    ctx, formats, figures, customer = request.ctx, request.formats, draft.figures, draft.customer

    def money(minor: int) -> str:
        return formats.money(Money(minor, customer.currency_code))

    latest = draft.latest
    return {
        "contact_id": customer.contact_id,
        "contact": customer.name,
        "contact_url": find_page_url(ctx, "contact", contact_id=customer.contact_id),
        "is_open": not draft.is_closed and not draft.is_empty and draft.closing_date <= ctx.today,
        "is_ticked": customer.contact_id not in left_out,
        "closed_by": latest.number if latest and draft.is_closed else "",
        "closed_url": page_url(ctx, "closingstatement", statement_id=latest.statement_id) if latest else "",
        "is_early": draft.closing_date > ctx.today,
        "period": f"{formats.date(draft.start)} – {formats.date(draft.closing_date)}",
        "previous": money(figures.previous),
        "received": money(figures.received),
        "adjusted": money(figures.adjusted) if figures.adjusted else "",
        "purchased": money(figures.purchased),
        "due": money(figures.due),
        "due_date": formats.date(draft.due),
        "late": sum(1 for line in draft.lines if line.note),
    }
