"""Organisations with journals to be written."""

from datetime import timedelta

from daicho.kernel.context import Ctx
from daicho.ledger.models import JournalTemplate
from daicho.platform.db.scope import ACROSS, organization_scope


def with_due_templates(ctx: Ctx) -> list[int]:
    """Return the organisations with a template that may be due, wherever they are; across organisations on purpose."""
    with organization_scope(ACROSS):
        rows = JournalTemplate.objects.filter(next_date__lte=ctx.now.date() + timedelta(days=1))
        return sorted(set(rows.values_list("organization_id", flat=True)))
