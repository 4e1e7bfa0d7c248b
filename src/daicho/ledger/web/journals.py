"""The pages of journals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.ledger.commands.clone_journal import clone_journal
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.commands.delete_journal import delete_journal
from daicho.ledger.commands.publish_journal import publish_journal
from daicho.ledger.commands.reverse_journal import reverse_journal
from daicho.ledger.commands.update_journal import update_journal
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal_tax import JournalTax
from daicho.ledger.queries.journal_detail import JournalView, journal_detail
from daicho.ledger.web.entries import entries_tab
from daicho.ledger.web.journal_form import JournalForm, typed_totals
from daicho.ledger.web.journal_lines import Names, TaxedLineForm, line_rows, tax_label, tax_options, tax_value
from daicho.ledger.web.journal_list import JOURNALS
from daicho.ledger.web.journal_words import JOURNAL_CHANGED, state_badge
from daicho.ledger.web.words import account_label
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import record_fields
from daicho.platform.web.custom_fields import empty_fields
from daicho.platform.web.detail import Action, Detail, Tab, action_page, go_to, render_detail
from daicho.platform.web.fields import DateField
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.notes import note_pages, record_notes
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.platform.web.render import announce, render_page
from daicho.platform.web.rows import new_key

VIEW, CREATE, EDIT, DELETE = "journals.view", "journals.create", "journals.edit", "journals.delete"
_LINES = {"row_page": "journal_row", "totals_page": "journal_totals"}


class ReversalForm(DaichoForm):
    """When a journal is taken back."""

    day = DateField(label=_("Date of the reversal"))


def journal_create_page(request: PageRequest) -> HttpResponse:
    """Write a journal."""
    ctx = request.ctx
    data = request.POST if request.method == "POST" else None
    initial = {
        "date": ctx.today,
        "currency_code": request.formats.base_currency,
        "journal_type": "both",
        "is_inclusive_tax": organization_profile(ctx).price_mode == "tax_inclusive",
    }
    form = JournalForm(ctx, data, initial=initial, names=Names(), custom=empty_fields(ctx, "journal"))
    editing = Editing(
        title=_("New journal"),
        save=lambda: create_journal(ctx, fields=form.given(), is_draft=request.POST.get("then") == "draft"),
        url=lambda journal_id: page_url(ctx, "journal", journal_id=journal_id),
        message=_("The journal has been created."),
        cancel_url=page_url(ctx, "journals"),
        submit=_("Save and publish"),
        buttons=(("draft", _("Save as draft")),),
        template="ledger/journal_form.html",
        more="ledger/_rows.html",
        context=_LINES,
    )
    return handle_form(request, form, editing)


def journal_edit_page(request: PageRequest, journal_id: int) -> HttpResponse:
    """Change a journal."""
    ctx = request.ctx
    view = journal_detail(ctx, journal_id=journal_id)
    data = request.POST if request.method == "POST" else None
    custom = record_fields(ctx, entity="journal", entity_id=journal_id)
    form = JournalForm(ctx, data, initial=_initial(view), names=_names(view), lines=_rows(view), custom=custom)
    here = page_url(ctx, "journal", journal_id=journal_id)
    editing = Editing(
        title=gettext("Journal %(number)s") % {"number": view.number},
        save=lambda: update_journal(ctx, journal_id=journal_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The journal has been updated."),
        cancel_url=here,
        entity="journal",
        entity_id=journal_id,
        template="ledger/journal_form.html",
        more="ledger/_rows.html",
        context=_LINES,
    )
    return handle_form(request, form, editing)


def _initial(view: JournalView) -> dict[str, object]:
    return {
        "date": view.day,
        "reference": view.reference,
        "notes": view.notes,
        "currency_code": view.total.currency,
        "exchange_rate": view.rate.value if view.total.currency != view.base_total.currency else None,
        "journal_type": view.journal_type,
        "is_inclusive_tax": view.is_inclusive_tax,
    }


def _names(view: JournalView) -> Names:
    return Names(
        {line.account_id: account_label(line.account_name, line.account_code) for line in view.lines},
        {line.contact_id: line.contact_name for line in view.lines if line.contact_id},
    )


def _rows(view: JournalView) -> list[tuple[str, dict[str, Any]]]:
    def amount(minor: int) -> Any:
        return Money(minor, view.total.currency).value if minor > 0 else None

    return [
        (
            str(line.line_id),
            {
                "account_id": line.account_id,
                "contact_id": line.contact_id,
                "description": line.description,
                "debit": amount(line.amount.own),
                "credit": amount(-line.amount.own),
                "tax": tax_value(line.tax_id, line.tax_direction),
                "tax_name": tax_label(line.tax_name, line.tax_direction),
            },
        )
        for line in view.lines
    ]


def row_page(request: PageRequest) -> HttpResponse:
    """Answer with an empty row."""
    row = TaxedLineForm(request.ctx, new_key(), Names(taxes=tax_options(request.ctx)))
    return render_page(request, "ledger/_row.html", {"row": row})


def totals_page(request: PageRequest) -> HttpResponse:
    """Answer with the sums of both sides of what was typed so far, with tax."""
    ctx, formats = request.ctx, request.formats
    rows = list(line_rows(ctx, Names(), request.POST))
    currency = request.POST.get("currency_code", "")
    if currency not in {view.code for view in list_currencies(ctx)}:
        currency = formats.base_currency
    totals = typed_totals(
        ctx, rows, currency, day=_typed_day(request), is_inclusive=bool(request.POST.get("is_inclusive_tax"))
    )
    difference = totals.debit - totals.credit
    context = {
        "totals": [
            *((_tax_words(tax), formats.money(Money(tax.amount, currency))) for tax in totals.taxes),
            (gettext("Debit"), formats.money(totals.debit)),
            (gettext("Credit"), formats.money(totals.credit)),
        ],
        "difference_label": gettext("Difference"),
        "difference": formats.money(difference),
        "is_balanced": not difference.minor,
    }
    return render_page(request, "ledger/_totals.html", context)


def _typed_day(request: PageRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("date", ""))
    except ValueError:
        return request.ctx.today


def _tax_words(tax: JournalTax) -> str:
    words = gettext("%(tax)s (debit)") if tax.side is Side.DEBIT else gettext("%(tax)s (credit)")
    return words % {"tax": tax.name}


def journal_page(request: PageRequest, journal_id: int) -> HttpResponse:
    """Show a journal."""
    ctx = request.ctx
    view = journal_detail(ctx, journal_id=journal_id)
    detail = Detail(
        title=view.number,
        subtitle=request.formats.money(view.total),
        list_page="journals",
        list_label=_("Journals"),
        entity="journal",
        entity_id=journal_id,
        badges=(state_badge(view.state),),
        edit_url=page_url(ctx, "journal_edit", journal_id=journal_id) if ctx.actor.may(EDIT) else "",
        primary=_publish_action(ctx, view),
        actions=tuple(_actions(ctx, view)),
        tabs=(Tab("overview", _("Overview"), "ledger/_journal.html"), entries_tab(request, "journal", journal_id)),
        history=record_history(ctx, request.formats, "journal", journal_id, JOURNAL_CHANGED),
        notes=record_notes(request, "journal", "journal", journal_id, "journal_id", may_edit=ctx.actor.may(EDIT)),
    )
    context = {
        "journal": view,
        "lines": list(_line_cells(request, view)),
        "facts": list(_facts(request, view)),
        "has_tax": any(line.tax_id for line in view.lines),
        "taxes": list(_tax_cells(request, view)),
        "total": request.formats.money(view.total),
    }
    return render_detail(request, detail, "ledger/journal.html", context)


def _publish_action(ctx: Ctx, view: JournalView) -> Action | None:
    if not view.is_draft or not ctx.actor.may(EDIT):
        return None
    return Action(_("Publish"), page_url(ctx, "journal_publish", journal_id=view.journal_id), icon="check")


def _actions(ctx: Ctx, view: JournalView) -> Iterator[Action]:
    here = {"journal_id": view.journal_id}
    if url := find_page_url(ctx, "journal_pdf", **here):
        yield Action(_("PDF"), url, icon="file-type-pdf", method="get")
    if ctx.actor.may(CREATE):
        if not view.is_draft and view.reversed_by_id is None:
            yield Action(_("Reverse"), page_url(ctx, "journal_reverse", **here), icon="rotate", method="get")
        yield Action(_("Clone"), page_url(ctx, "journal_clone", **here), icon="copy")
        yield Action(_("Keep as a template"), page_url(ctx, "journal_keep", **here), icon="stack-2", method="get")
    if ctx.actor.may(DELETE):
        question = _("Delete this journal?")
        yield Action(_("Delete"), page_url(ctx, "journal_delete", **here), icon="trash", confirm=question, danger=True)


def _line_cells(request: PageRequest, view: JournalView) -> Iterator[dict[str, str]]:
    ctx, formats = request.ctx, request.formats
    for line in view.lines:
        amount = Money(abs(line.amount.own), view.total.currency)
        yield {
            "account": account_label(line.account_name, line.account_code),
            "account_url": page_url(ctx, "account", account_id=line.account_id),
            "contact": line.contact_name,
            "contact_url": find_page_url(ctx, "contact", contact_id=line.contact_id) if line.contact_id else "",
            "description": line.description,
            "tax": tax_label(line.tax_name, line.tax_direction),
            "debit": formats.money(amount) if line.amount.own > 0 else "",
            "credit": formats.money(amount) if line.amount.own < 0 else "",
        }


def _tax_cells(request: PageRequest, view: JournalView) -> Iterator[dict[str, str]]:
    for tax in view.taxes:
        amount = request.formats.money(Money(tax.amount, view.total.currency))
        name = gettext("%(tax)s (included)") % {"tax": tax.name} if view.is_inclusive_tax else tax.name
        is_debit = tax.side is Side.DEBIT
        yield {"name": name, "debit": amount if is_debit else "", "credit": "" if is_debit else amount}


def _facts(request: PageRequest, view: JournalView) -> Iterator[tuple[str, str, str]]:
    ctx, formats = request.ctx, request.formats
    yield gettext("Date"), formats.date(view.day), ""
    if view.reference:
        yield gettext("Reference number"), view.reference, ""
    if view.total.currency != view.base_total.currency:
        yield gettext("Exchange rate"), formats.rate(view.rate, view.base_total.currency), ""
        yield gettext("Amount in base currency"), formats.money(view.base_total), ""
    if view.journal_type == "cash":
        yield gettext("Counts in reports on"), gettext("Cash basis only"), ""
    if view.reversal_of_id:
        url = page_url(ctx, "journal", journal_id=view.reversal_of_id)
        yield gettext("Reverses"), view.reversal_of_number, url
    if view.reversed_by_id:
        url = page_url(ctx, "journal", journal_id=view.reversed_by_id)
        yield gettext("Reversed by"), view.reversed_by_number, url


def reversal_page(request: PageRequest, journal_id: int) -> HttpResponse:
    """Ask for the day, and take the journal back."""
    ctx = request.ctx
    view = journal_detail(ctx, journal_id=journal_id)
    form = ReversalForm(ctx, request.POST if request.method == "POST" else None, initial={"day": ctx.today})
    editing = Editing(
        title=gettext("Reverse journal %(number)s") % {"number": view.number},
        save=lambda: reverse_journal(ctx, journal_id=journal_id, day=form.cleaned_data["day"]),
        url=lambda reversal_id: page_url(ctx, "journal", journal_id=reversal_id),
        message=_("The journal has been reversed."),
        cancel_url=page_url(ctx, "journal", journal_id=journal_id),
        submit=_("Reverse"),
    )
    return handle_form(request, form, editing)


def clone_page(request: PageRequest, journal_id: int) -> HttpResponse:
    """Write the same journal again as a draft, and open that."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    clone_id = clone_journal(request.ctx, journal_id=journal_id)
    announce(request, gettext("The journal has been cloned."))
    return go_to(request, page_url(request.ctx, "journal_edit", journal_id=clone_id))


def _publish(ctx: Ctx, journal_id: int) -> None:
    publish_journal(ctx, journal_id=journal_id)


def _delete(ctx: Ctx, journal_id: int) -> None:
    delete_journal(ctx, journal_id=journal_id)


_ONE = "journals/<id:journal_id>/"
_EVERY_PAGE = [
    *list_pages(JOURNALS, "journals/"),
    Page("journals/new/", "journal_create", CREATE, journal_create_page, CREATE),
    Page("journals/row/", "journal_row", VIEW, row_page, followed=False),
    Page("journals/totals/", "journal_totals", VIEW, totals_page, followed=False),
    Page(_ONE, "journal", VIEW, journal_page),
    Page(f"{_ONE}edit/", "journal_edit", EDIT, journal_edit_page, EDIT),
    Page(f"{_ONE}reverse/", "journal_reverse", CREATE, reversal_page, CREATE),
    Page(f"{_ONE}clone/", "journal_clone", CREATE, clone_page, CREATE),
    action_page(
        f"{_ONE}publish/", "journal_publish", VIEW, EDIT, _publish,
        message=_("The journal has been marked as published."), then="journal",
    ),
    action_page(
        f"{_ONE}delete/", "journal_delete", VIEW, DELETE, _delete,
        message=_("The journal has been deleted."), then="journals", keep=False,
    ),
    *note_pages(_ONE, "journal", "journal_id", "journal", VIEW, EDIT, journal_detail),
]  # fmt: skip
PAGES: list[Page] = [replace(page, applications=("books",)) for page in _EVERY_PAGE]
