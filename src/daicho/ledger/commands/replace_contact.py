"""The books follow a contact into another."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._adjustment_rows import post_adjustment
from daicho.ledger.commands._journal_rows import lines_of, post_journal
from daicho.ledger.commands._opening_rows import locked_opening, post_opening
from daicho.ledger.models import (
    CurrencyAdjustment,
    CurrencyAdjustmentLine,
    JournalTemplate,
    ManualJournal,
    ManualJournalLine,
    OpeningBalanceLine,
)
from daicho.ledger.queries.revaluations import revaluations
from daicho.platform.work import unit_of_work


def replace_contact(ctx: Ctx, *, source_id: int, target_id: int) -> None:
    """Let what the ledger keeps of contact `source_id` name `target_id`; part of a merge of contacts.

    No account changes by it, so that locked days take it.
    """
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        lines = ManualJournalLine.objects.filter(contact_id=source_id)
        journal_ids = set(lines.values_list("journal_id", flat=True))
        lines.update(contact_id=target_id)
        for journal in ManualJournal.objects.filter(id__in=journal_ids).order_by("id"):
            post_journal(ctx, journal, lines_of(journal))
            unit.record(
                "journal", journal.id, "updated", before={"contact_id": source_id}, after={"contact_id": target_id}
            )
        templates = list(JournalTemplate.objects.select_for_update().filter(content__contains=str(source_id)))
        for template in templates:
            template.content = template.content.replace(str(source_id), str(target_id))
        JournalTemplate.objects.bulk_update(templates, ["content"])
        opening = locked_opening()
        if opening and OpeningBalanceLine.objects.filter(contact_id=source_id).update(contact_id=target_id):
            rows = OpeningBalanceLine.objects.filter(opening_id=opening.id).order_by("position")
            post_opening(ctx, opening, list(rows))
        adjusted = CurrencyAdjustmentLine.objects.filter(contact_id=source_id)
        adjustment_ids = set(adjusted.values_list("adjustment_id", flat=True))
        adjusted.update(contact_id=target_id)
        for adjustment in CurrencyAdjustment.objects.filter(id__in=adjustment_ids).order_by("id"):
            post_adjustment(ctx, adjustment, revaluations(ctx, adjustment_id=adjustment.id))
