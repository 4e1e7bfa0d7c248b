"""The list of journals."""

from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.ledger.commands.delete_journal import delete_journal
from daicho.ledger.commands.publish_journal import publish_journal
from daicho.ledger.queries.list_journals import JOURNAL_LISTING, JournalRow, list_journals
from daicho.ledger.web.journal_words import state_badge
from daicho.platform.custom_fields.references import reference_name
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage


def _publish(ctx: Ctx, journal_id: int) -> None:
    publish_journal(ctx, journal_id=journal_id)


def _delete(ctx: Ctx, journal_id: int) -> None:
    delete_journal(ctx, journal_id=journal_id)


def contact_text(ctx: Ctx, contact_id: int) -> str:
    """Return the name of a contact, "" where there is none."""
    return reference_name(ctx, entity="contact", record_id=contact_id) or ""


JOURNALS: ListPage[JournalRow] = ListPage(
    name="journals",
    title=_("Journals"),
    permission="journals.view",
    listing=JOURNAL_LISTING,
    rows=list_journals,
    columns=(
        Column("journal_date", _("Date"), lambda row: row.day, sort="journal_date"),
        Column("entry_number", _("Number"), lambda row: row.number, sort="entry_number", main=True),
        Column("reference_number", _("Reference number"), lambda row: row.reference, sort="reference_number"),
        Column("notes", _("Notes"), lambda row: row.notes),
        Column("status", _("Status"), lambda row: state_badge(row.state)),
        Column("total", _("Amount"), lambda row: row.total, align="end", sort="total"),
        Column("bcy_total", _("Amount in base currency"), lambda row: row.base_total, align="end", shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
    ),
    row_id=lambda row: row.journal_id,
    detail="journal",
    detail_key="journal_id",
    entities=("journal",),
    empty=Empty(
        _("No journals here"),
        _("What no invoice, bill or payment says is written as a journal: debit on one side, credit on the other."),
        "notebook",
    ),
    views=(
        BuiltInView("draft", _("Drafts"), parameters={"status": "draft"}),
        BuiltInView("published", _("Published"), parameters={"status": "published"}),
        BuiltInView("month", _("This month"), filter_by="JournalDate.ThisMonth"),
        BuiltInView("year", _("This fiscal year"), filter_by="JournalDate.ThisYear"),
    ),
    chips=(
        Chip("date", _("Date")),
        Chip("entry_number", _("Number")),
        Chip("reference_number", _("Reference number")),
        Chip("total", _("Amount")),
        Chip("customer_id", _("Contact"), choices_page="contact_choices", resolve=contact_text),
    ),
    bulk=(
        BulkAction("publish", _("Publish"), "journals.edit", _publish, _("%(count)s published.")),
        BulkAction(
            "delete",
            _("Delete"),
            "journals.delete",
            _delete,
            _("%(count)s deleted."),
            icon="trash",
            confirm=_("Delete the ticked journals?"),
            danger=True,
        ),
    ),
    create="journal_create",
    create_label=_("New journal"),
    create_permission="journals.create",
    icon="notebook",
    applications=("books",),
)
