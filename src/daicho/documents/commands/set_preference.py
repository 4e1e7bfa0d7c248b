"""Say what the organisation wants of one kind of document."""

from daicho.documents.core.kind import Kind
from daicho.documents.core.templates import TEMPLATES
from daicho.documents.models import DocumentPreference
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def set_preference(
    ctx: Ctx,
    *,
    kind: Kind,
    approval: str | None = None,
    template: str | None = None,
    notes: str | None = None,
    terms: str | None = None,
) -> None:
    """Set approval ("none", "simple") and what new documents begin with; None leaves a value as it is."""
    ctx.require("settings.edit")
    given = {"approval": approval, "template": template, "notes": notes, "terms": terms}
    values = {name: value for name, value in given.items() if value is not None}
    allowed = {"approval": {"none", "simple"}, "template": {item.key for item in TEMPLATES}}
    for name, choices in allowed.items():
        if name in values and values[name] not in choices:
            raise InvalidInput([FieldError(name, _("Invalid value passed for %(field)s"), {"field": name})])
    with unit_of_work(ctx) as unit:
        row, _made = DocumentPreference.objects.update_or_create(
            organization_id=ctx.organization_id, kind=kind.entity, defaults=values
        )
        unit.record("documentpreference", row.id, "updated", after={"kind": kind.entity, **values})
