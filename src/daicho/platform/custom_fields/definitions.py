"""Definitions of custom fields."""

import re
from dataclasses import dataclass
from typing import TypedDict

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, RuleBroken, duplicate, missing
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields.references import reference_kinds
from daicho.platform.custom_fields.types import LABELS
from daicho.platform.memory import lasting
from daicho.platform.models import CustomFieldDefinition, CustomFieldValue
from daicho.platform.work import unit_of_work

LIMIT = 100
"""Custom fields of one kind of record (behaviour.md 9)."""


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field: `api_name` is "cf_…", `index` its place from 1, `options` the choices or the kind a lookup refers to."""

    field_id: int
    entity: str
    api_name: str
    label: str
    data_type: str
    options: tuple[str, ...]
    index: int
    is_mandatory: bool
    is_unique: bool
    is_active: bool
    shown_in_pdf: bool


class CustomFieldInput(TypedDict, total=False):
    """What may be said about a field. `entity` and `data_type` are fixed once it exists."""

    entity: str
    label: str
    data_type: str
    options: list[str]
    is_mandatory: bool
    is_unique: bool
    is_active: bool
    shown_in_pdf: bool


@lasting
def custom_fields_of(ctx: Ctx, *, entity: str, active_only: bool = True) -> list[CustomField]:
    """Return the custom fields of one kind of record in their order."""
    del ctx  # the organisation is in scope
    rows = CustomFieldDefinition.objects.filter(entity=entity).order_by("position", "id")
    return [field_view(row) for row in (rows.filter(is_active=True) if active_only else rows)]


def every_custom_field(ctx: Ctx) -> list[CustomField]:
    """Return the custom fields of all kinds of records, also those that are switched off, by kind and place."""
    del ctx  # the organisation is in scope
    return [field_view(row) for row in CustomFieldDefinition.objects.order_by("entity", "position", "id")]


def define_field(ctx: Ctx, *, fields: CustomFieldInput) -> int:
    """Add a custom field and return its id. Raises InvalidInput, RuleBroken (4701: 100 fields are enough)."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        entity, data_type = fields.get("entity", ""), fields.get("data_type", "")
        label = _checked_label(fields.get("label", ""))
        options = _checked_options(data_type, fields.get("options", []))
        others = custom_fields_of(ctx, entity=entity, active_only=False)
        if len(others) >= LIMIT:
            raise RuleBroken(4701, _("A module may have %(limit)s custom fields."), {"limit": LIMIT})
        _refuse_duplicate(label, others)
        row = CustomFieldDefinition(
            organization_id=ctx.organization_id,
            entity=entity,
            api_name=_free_name(label, {other.api_name for other in others}),
            label=label,
            data_type=data_type,
            options="\n".join(options),
            position=len(others) + 1,
            is_mandatory=fields.get("is_mandatory", False),
            is_unique=fields.get("is_unique", False),
            is_active=fields.get("is_active", True),
            shown_in_pdf=fields.get("shown_in_pdf", False),
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        CustomFieldDefinition.objects.bulk_create([row])
        field_id: int = row.id
        unit.record("customfield", field_id, "created", after=_values(row))
    return field_id


def update_field(ctx: Ctx, *, field_id: int, fields: CustomFieldInput) -> None:
    """Change a custom field; absent keys stay. Raises NotFound, InvalidInput.

    Uniqueness can be switched on only while no record holds a value.
    """
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = _one(field_id)
        before = _values(row)
        if "label" in fields:
            row.label = _checked_label(fields["label"])
            others = custom_fields_of(ctx, entity=row.entity, active_only=False)
            _refuse_duplicate(row.label, [other for other in others if other.field_id != field_id])
        if "options" in fields:
            row.options = "\n".join(_checked_options(row.data_type, fields["options"]))
        for name in ("is_mandatory", "is_unique", "is_active", "shown_in_pdf"):
            setattr(row, name, fields.get(name, getattr(row, name)))
        if row.is_unique and not before["is_unique"] and CustomFieldValue.objects.filter(definition=row).exists():
            raise RuleBroken(4702, _("A field that holds values already cannot become unique."))
        row.modified_at = ctx.now
        CustomFieldDefinition.objects.bulk_update([row], [*before, "modified_at"])
        unit.record("customfield", field_id, "updated", before=before, after=_values(row))


def remove_field(ctx: Ctx, *, field_id: int) -> None:
    """Delete a custom field and everything it holds. Raises NotFound."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = _one(field_id)
        CustomFieldValue.objects.filter(definition=row).delete()
        CustomFieldDefinition.objects.filter(id=field_id).delete()
        unit.record("customfield", field_id, "deleted", before=_values(row))


def field_view(row: CustomFieldDefinition) -> CustomField:
    """Return a definition as data."""
    return CustomField(
        field_id=row.id,
        entity=row.entity,
        api_name=row.api_name,
        label=row.label,
        data_type=row.data_type,
        options=tuple(row.options.split("\n")) if row.options else (),
        index=row.position,
        is_mandatory=row.is_mandatory,
        is_unique=row.is_unique,
        is_active=row.is_active,
        shown_in_pdf=row.shown_in_pdf,
    )


def _one(field_id: int) -> CustomFieldDefinition:
    row = CustomFieldDefinition.objects.select_for_update().filter(id=field_id).first()
    if row is None:
        raise NotFound(_("Custom field does not exist."))
    return row


def _values(row: CustomFieldDefinition) -> dict[str, object]:
    names = ("label", "options", "is_mandatory", "is_unique", "is_active", "shown_in_pdf")
    return {name: getattr(row, name) for name in names}


def _checked_label(label: str) -> str:
    text = label.strip()
    if not text:
        raise InvalidInput([missing("label")])
    if len(text) > 100:
        raise InvalidInput([FieldError("label", _("%(field)s is too long."), {"field": "label"})])
    return text


def _refuse_duplicate(label: str, others: list[CustomField]) -> None:
    if label.casefold() in {other.label.casefold() for other in others}:
        raise InvalidInput([duplicate("label", label)])


def _checked_options(data_type: str, options: list[str]) -> list[str]:
    if data_type not in LABELS:
        raise _bad("data_type")
    chosen = list(dict.fromkeys(option.strip() for option in options if option.strip()))
    if any("," in option or "\n" in option or len(option) > 100 for option in chosen):
        raise _bad("options")
    if data_type == "lookup" and (len(chosen) != 1 or chosen[0] not in reference_kinds()):
        raise _bad("options")
    if data_type in {"dropdown", "multiselect"} and not chosen:
        raise InvalidInput([missing("options")])
    return chosen


def _bad(name: str) -> InvalidInput:
    return InvalidInput([FieldError(name, _("Invalid value passed for %(field)s"), {"field": name}, 2)])


def _free_name(label: str, taken: set[str]) -> str:
    """Return an API name made from `label` ("cf_" and a word of letters, digits and underscores) that is not taken."""
    word = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:80]
    name = f"cf_{word or 'field'}"
    candidates = (name, *(f"{name}_{count}" for count in range(2, LIMIT + 2)))
    return next(candidate for candidate in candidates if candidate not in taken)
