"""The list of closing statements."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.closings.commands.cancel_closing import cancel_closing
from daicho.closings.commands.mail_statement import mail_statement
from daicho.closings.queries._listing import LISTING
from daicho.closings.queries._views import StatementView
from daicho.closings.queries.list_statements import list_statements
from daicho.closings.queries.statements_pdf import statements_pdf
from daicho.closings.web.words import state_badge
from daicho.kernel.context import Ctx
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.notes import file_response


def _printed(ctx: Ctx, statement_ids: list[int]) -> HttpResponse:
    name, content = statements_pdf(ctx, statement_ids=statement_ids)
    return file_response(name, "application/pdf", content)


STATEMENTS: ListPage[StatementView] = ListPage(
    name="closingstatements",
    title=_("Closing statements"),
    permission="invoices.view",
    listing=LISTING,
    rows=list_statements,
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="statement_number", main=True),
        Column("closing_date", _("Closing date"), lambda row: row.closing_date, sort="closing_date"),
        Column("customer", _("Customer"), lambda row: row.contact_name, sort="customer_name"),
        Column("previous", _("Previous balance"), lambda row: row.previous, align="end", shown=False),
        Column("received", _("Amount received"), lambda row: row.received, align="end", shown=False),
        Column("adjusted", _("Adjustments"), lambda row: row.adjusted, align="end", shown=False),
        Column("carried", _("Carried forward"), lambda row: row.carried, align="end", shown=False),
        Column("purchased", _("Purchases with tax"), lambda row: row.purchased, align="end"),
        Column("amount_due", _("Total amount due"), lambda row: row.amount_due, sort="amount_due", align="end"),
        Column("due_date", _("Due date"), lambda row: row.due, sort="due_date"),
        Column("state", _("Status"), state_badge),
        Column("is_emailed", _("Sent"), lambda row: row.is_emailed, shown=False),
    ),
    row_id=lambda row: row.statement_id,
    detail="closingstatement",
    detail_key="statement_id",
    entities=("closingstatement", "contact"),
    empty=Empty(
        _("No closing statements yet"),
        _("Customers with a closing day get one statement for each period. Close the first one."),
        "file-invoice",
    ),
    views=(
        BuiltInView("closed", _("Closed period"), filter_by="Status.Closed"),
        BuiltInView("cancelled", _("Cancelled"), filter_by="Status.Cancelled"),
    ),
    chips=(
        Chip("statement_number", _("Number")),
        Chip("customer_name", _("Customer")),
        Chip("closing_date", _("Closing date")),
        Chip("due_date", _("Due date")),
        Chip("amount_due", _("Total amount due")),
    ),
    bulk=(
        BulkAction("print", _("Print"), "invoices.view", answer=_printed, icon="printer"),
        BulkAction(
            "email", _("Send by email"), "invoices.edit",
            lambda ctx, statement_id: mail_statement(ctx, statement_id=statement_id), _("%(count)s sent."),
            icon="mail", confirm=_("Send the ticked statements to their customers?"),
        ),
        BulkAction(
            "cancel", _("Cancel the closing"), "invoices.delete",
            lambda ctx, statement_id: cancel_closing(ctx, statement_id=statement_id), _("%(count)s cancelled."),
            icon="arrow-back-up", confirm=_("Cancel the ticked closings? Their periods are open again."), danger=True,
        ),
    ),
    create="closingstatement_create",
    create_label=_("Close a period"),
    create_permission="invoices.create",
    icon="file-invoice",
)  # fmt: skip
