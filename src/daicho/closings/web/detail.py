"""The page of a closing statement."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.closings.commands._write import ENTITY
from daicho.closings.commands.mail_statement import mail_statement
from daicho.closings.core.statement import StatementLine
from daicho.closings.queries._views import StatementView
from daicho.closings.queries._words import line_name, rate_rows, summary_rows
from daicho.closings.queries.statement_detail import statement_detail
from daicho.closings.queries.statement_mail import statement_mail
from daicho.closings.queries.statements_pdf import statements_pdf
from daicho.closings.web.words import state_badge
from daicho.documents.web.mail import MailForm
from daicho.kernel.money import Money
from daicho.platform.web.detail import Action, Detail, Tab, render_detail
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.links import record_link
from daicho.platform.web.notes import file_response
from daicho.platform.web.page import PageRequest, find_page_url, page_url


def statement_page(request: PageRequest, statement_id: int) -> HttpResponse:
    """Show a closing statement: its boxes, its taxes, the documents of the period."""
    ctx = request.ctx
    view = statement_detail(ctx, statement_id=statement_id)
    detail = Detail(
        title=view.number,
        subtitle=view.contact_name,
        list_page="closingstatements",
        list_label=_("Closing statements"),
        entity=ENTITY,
        entity_id=statement_id,
        badges=(state_badge(view),),
        actions=tuple(_actions(request, view)),
        tabs=(Tab("overview", _("Overview"), "closings/_statement.html"),),
        history=record_history(ctx, request.formats, ENTITY, statement_id, {}),
        entities=("contact",),
    )
    context = {
        "facts": list(_facts(request, view)),
        "boxes": summary_rows(view, request.formats),
        "rates": rate_rows(view, request.formats),
        "lines": [_line(request, view, line) for line in view.lines],
    }
    return render_detail(request, detail, "documents/document.html", context)


def _actions(request: PageRequest, view: StatementView) -> Iterator[Action]:
    ctx, here = request.ctx, {"statement_id": view.statement_id}
    paper = page_url(ctx, "closingstatement_pdf", **here)
    yield Action(_("PDF"), paper, icon="file-type-pdf", method="get")
    yield Action(_("Print"), f"{paper}?inline=1", icon="printer", method="get")
    if view.is_closed and ctx.actor.may("invoices.edit"):
        yield Action(_("Send by email"), page_url(ctx, "closingstatement_email", **here), icon="mail", method="get")
    if view.is_closed and ctx.actor.may("invoices.delete"):
        question = _("Cancel this closing? The period is open again; the statement stays to be seen.")
        url = page_url(ctx, "closingstatement_cancel", **here)
        yield Action(_("Cancel the closing"), url, icon="arrow-back-up", confirm=question, danger=True)


def _facts(request: PageRequest, view: StatementView) -> Iterator[tuple[object, str, str]]:
    formats = request.formats
    customer = find_page_url(request.ctx, "contact", contact_id=view.contact_id)
    yield _("Customer"), view.contact_name, customer if request.ctx.actor.may("contacts.view") else ""
    yield _("Period"), f"{formats.date(view.start)} – {formats.date(view.closing_date)}", ""
    yield _("Due date"), formats.date(view.due), ""
    yield _("Total amount due"), formats.money(view.amount_due), ""
    if view.is_qualified:
        yield _("Qualified invoice"), gettext("This statement"), ""
    yield _("Sent"), formats.flag(view.is_emailed), ""


def _line(request: PageRequest, view: StatementView, line: StatementLine) -> dict[str, str]:
    def money(minor: int) -> str:
        return request.formats.money(Money(minor, view.currency_code))

    tax, is_purchase = sum(portion.tax for portion in line.taxes.values()), line.section == "purchase"
    return {
        "day": request.formats.date(line.day),
        "name": line_name(request.ctx, line),
        "number": line.number,
        "url": record_link(request.ctx, *line.ref)[1],
        "net": money(line.amount - tax) if is_purchase else "",
        "tax": money(tax) if is_purchase else "",
        "received": "" if is_purchase else money(-line.amount),
    }


def pdf_page(request: PageRequest, statement_id: int) -> HttpResponse:
    """Send the statement; `?inline=1` shows it in the browser."""
    name, content = statements_pdf(request.ctx, statement_ids=[statement_id])
    return file_response(name, "application/pdf", content, inline=request.GET.get("inline") == "1")


def email_page(request: PageRequest, statement_id: int) -> HttpResponse:
    """Show the proposed letter, or send it."""
    ctx = request.ctx
    draft = statement_mail(ctx, statement_id=statement_id)
    initial = {"to_mail_ids": ", ".join(draft.to), "subject": draft.subject, "body": draft.body, "with_pdf": True}
    form = MailForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    here = page_url(ctx, "closingstatement", statement_id=statement_id)
    editing = Editing(
        title=_("Send %(number)s by email") % {"number": draft.file_name.removesuffix(".pdf")},
        save=lambda: mail_statement(ctx, statement_id=statement_id, letter=form.letter()),
        url=lambda _mail_id: here,
        message=_("The closing statement has been sent."),
        cancel_url=here,
        submit=_("Send"),
    )
    return handle_form(request, form, editing)
