"""Entries of lists that a document names: they are made when they are named for the first time."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.models import Choice
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _

_LENGTH = 100


def completed(ctx: Ctx, kind: Kind, fields: DocumentFields, *, is_new: bool = False) -> DocumentFields:
    """Return the fields with what follows from them for documents of the kind, and with what new ones begin with."""
    for path in (kind.begin if is_new else "", kind.complete):
        if path:
            complete: Callable[[Ctx, DocumentFields], DocumentFields] = import_string(path)
            fields = complete(ctx, fields)
    return fields


def with_choices(ctx: Ctx, fields: DocumentFields) -> DocumentFields:
    """Return the fields with ids in place of names of salesperson and delivery method."""
    result = fields.copy()
    if "salesperson_name" in fields and not fields.get("salesperson_id"):
        result["salesperson_id"] = choice_id(ctx, "salesperson", fields["salesperson_name"])
    if "delivery_method" in fields and not fields.get("delivery_method_id"):
        result["delivery_method_id"] = choice_id(ctx, "delivery_method", fields["delivery_method"])
    return result


def choice_id(ctx: Ctx, kind: str, name: str, code: str = "") -> int | None:
    """Return the id of the entry `name` of list `kind`, made where there is none; None for an empty name."""
    text = name.strip()
    if not text:
        return None
    if len(text) > _LENGTH:
        raise InvalidInput([FieldError(kind, _("%(field)s is too long."), {"field": kind})])
    found = Choice.objects.filter(kind=kind, name=text).values_list("id", flat=True).first()
    if found is not None:
        return found
    row = Choice(organization_id=ctx.organization_id, kind=kind, name=text, code=code, created_at=ctx.now)
    Choice.objects.bulk_create([row], ignore_conflicts=True)  # somebody may have made it this moment
    return Choice.objects.filter(kind=kind, name=text).values_list("id", flat=True).get()
