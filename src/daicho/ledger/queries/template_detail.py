"""One template."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.models import JournalTemplate
from daicho.ledger.queries.list_templates import TemplateView


def template_detail(ctx: Ctx, *, template_id: int) -> TemplateView:
    """Return a template. Raises NotFound."""
    del ctx  # the organisation is in scope
    row = JournalTemplate.objects.filter(id=template_id).first()
    if row is None:
        raise NotFound(_("Template does not exist."))
    return TemplateView(
        template_id=row.id,
        name=row.name,
        repeat_unit=row.repeat_unit,
        repeat_every=row.repeat_every,
        start_date=row.start_date,
        next_date=row.next_date,
        end_date=row.end_date,
        is_draft=row.is_draft,
        problem=row.problem,
        created_at=row.created_at,
    )
