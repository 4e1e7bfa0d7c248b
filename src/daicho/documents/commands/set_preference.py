"""Say what the organisation wants of one kind of document."""

from daicho.documents.core.kind import Kind
from daicho.documents.core.templates import TEMPLATES
from daicho.documents.models import DocumentPreference
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def set_preference(
    ctx: Ctx,
    *,
    kind: Kind,
    template: str | None = None,
    notes: str | None = None,
    terms: str | None = None,
) -> None:
    """Set what new documents begin with; None leaves a value as it is."""
    ctx.require("settings.edit")
    given = {"template": template, "notes": notes, "terms": terms}
    values = {name: value for name, value in given.items() if value is not None}
    if template is not None and template not in {item.key for item in TEMPLATES}:
        raise invalid("template", _("Invalid value passed for %(field)s"), {"field": "template"})
    with unit_of_work(ctx) as unit:
        row, _made = DocumentPreference.objects.update_or_create(
            organization_id=ctx.organization_id, kind=kind.entity, defaults=values
        )
        unit.record("documentpreference", row.id, "updated", after={"kind": kind.entity, **values})
