"""What custom fields hold for records."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q, TextField, Value
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, duplicate, missing
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields.definitions import CustomField, custom_fields_of, field_view
from daicho.platform.custom_fields.references import reference_name
from daicho.platform.custom_fields.types import canonical, refused
from daicho.platform.models import CustomFieldDefinition, CustomFieldValue, StoredFile

GivenValue = Mapping[str, object]
"""A value as a client sends it: `customfield_id`, `api_name`, `label` or `index` names the field, and `value`."""


@dataclass(frozen=True, slots=True)
class CustomValue:
    """A field and what it holds, as canonical text (see `types.canonical`); "" where it holds nothing."""

    field: CustomField
    value: str

    @property
    def plain(self) -> bool | str:
        """The value as it goes on the wire: check boxes as booleans, everything else as text."""
        return self.value == "true" if self.field.data_type == "check_box" else self.value


def custom_values(ctx: Ctx, *, entity: str, entity_ids: Sequence[int]) -> dict[int, list[CustomValue]]:
    """Return for each record the values it holds, in the order of the fields. One query."""
    del ctx  # the organisation is in scope
    found: dict[int, list[CustomValue]] = {entity_id: [] for entity_id in entity_ids}
    if not found:
        return found
    rows = CustomFieldValue.objects.filter(
        definition__entity=entity, definition__is_active=True, entity_id__in=list(found)
    )
    for row in rows.select_related("definition").order_by("definition__position", "definition_id"):
        found[row.entity_id].append(CustomValue(field_view(row.definition), row.value))
    return found


def record_fields(ctx: Ctx, *, entity: str, entity_id: int) -> list[CustomValue]:
    """Return every field of this kind of record with what one record holds in it. One query."""
    del ctx  # the organisation is in scope
    held = FilteredRelation("values", condition=Q(values__entity_id=entity_id))
    rows = CustomFieldDefinition.objects.filter(entity=entity, is_active=True).alias(held=held)
    rows = rows.annotate(held_value=Coalesce("held__value", Value(""), output_field=TextField()))
    return [CustomValue(field_view(row), row.held_value) for row in rows.order_by("position", "id")]


def set_custom_values(
    ctx: Ctx, *, entity: str, entity_id: int, given: Iterable[GivenValue] | None, is_new: bool
) -> dict[str, str]:
    """Write values of one record inside the running unit, and return them by API name for the audit row.

    Fields that `given` does not name stay as they are. Mandatory fields must hold a value when the record `is_new`, and
    cannot be emptied later; automatic numbers are given to new records. Raises InvalidInput with all field errors.
    """
    given = list(given or [])
    if not given and not is_new:
        return {}
    fields = custom_fields_of(ctx, entity=entity)
    if not fields and not given:
        return {}
    values = parsed_values(ctx, fields, given)
    if is_new:
        _add_automatic_numbers(fields, values)
    _lock_unique(values)
    check_values(entity_id, fields, values, is_new=is_new)
    CustomFieldValue.objects.filter(
        entity_id=entity_id, definition_id__in=[field.field_id for field in values]
    ).delete()
    CustomFieldValue.objects.bulk_create(
        CustomFieldValue(
            organization_id=ctx.organization_id,
            definition_id=field.field_id,
            entity_id=entity_id,
            value=value,
            unique_value=value[:255] if field.is_unique else None,
        )
        for field, value in values.items()
        if value
    )
    return {field.api_name: value for field, value in values.items()}


def drop_custom_values(ctx: Ctx, *, entity: str, entity_id: int) -> None:
    """Delete the values of a record that is being deleted, inside the running unit."""
    del ctx  # the organisation is in scope
    CustomFieldValue.objects.filter(entity_id=entity_id, definition__entity=entity).delete()


def drop_many_custom_values(ctx: Ctx, *, entity: str, entity_ids: Collection[int]) -> None:
    """Delete the values of records that are being deleted, inside the running unit. One statement, or none."""
    del ctx  # the organisation is in scope
    if entity_ids:
        CustomFieldValue.objects.filter(entity_id__in=list(entity_ids), definition__entity=entity).delete()


def find_by_custom_value(ctx: Ctx, *, entity: str, api_name: str, value: str) -> int | None:
    """Return the record whose unique field `api_name` holds `value`. Raises InvalidInput where no such field exists."""
    field = next((item for item in custom_fields_of(ctx, entity=entity) if item.api_name == api_name), None)
    if field is None or not field.is_unique:
        raise refused("X-Unique-Identifier-Key")
    text = canonical(field.data_type, value, options=field.options, name="X-Unique-Identifier-Value")
    row = CustomFieldValue.objects.filter(definition_id=field.field_id, unique_value=text[:255]).first()
    return row.entity_id if row else None


def records_holding(ctx: Ctx, *, entity: str, lookup: str, text: str) -> list[int]:
    """Return the records with a field that is, starts with or contains `text`.

    `lookup` is iexact, istartswith or icontains.
    """
    del ctx  # the organisation is in scope
    rows = CustomFieldValue.objects.filter(definition__entity=entity, **{f"value__{lookup}": text})
    return list(rows.values_list("entity_id", flat=True).distinct())


def wire_custom_fields(values: Sequence[CustomValue]) -> list[dict[str, object]]:
    """Return the list `custom_fields` of the wire."""
    return [
        {
            "customfield_id": str(item.field.field_id),
            "index": item.field.index,
            "label": item.field.label,
            "api_name": item.field.api_name,
            "placeholder": item.field.api_name,
            "data_type": item.field.data_type,
            "is_active": item.field.is_active,
            "show_on_pdf": item.field.shown_in_pdf,
            "show_in_all_pdf": item.field.shown_in_pdf,
            "value": item.plain,
        }
        for item in values
    ]


def wire_custom_field_hash(values: Sequence[CustomValue]) -> dict[str, object]:
    """Return `custom_field_hash` of the wire; list rows carry the same keys themselves."""
    pairs: dict[str, object] = {}
    for item in values:
        pairs[item.field.api_name] = item.value
        pairs[f"{item.field.api_name}_unformatted"] = item.plain
    return pairs


def parsed_values(ctx: Ctx, fields: Sequence[CustomField], given: Sequence[GivenValue]) -> dict[CustomField, str]:
    """Return the canonical values of the named fields. Raises InvalidInput with every fault."""
    values: dict[CustomField, str] = {}
    errors: list[FieldError] = []
    for place, entry in enumerate(given):
        field = _named(fields, entry)
        if field is None:
            name = f"custom_fields[{place}]"
            errors.append(FieldError(name, _("%(field)s names no custom field."), {"field": name}, 2))
            continue
        try:
            values[field] = canonical(field.data_type, entry.get("value"), options=field.options, name=field.api_name)
            _check_reference(ctx, field, values[field])
        except InvalidInput as error:
            errors.extend(error.errors)
    if errors:
        raise InvalidInput(errors)
    return values


def _named(fields: Sequence[CustomField], entry: GivenValue) -> CustomField | None:
    keys: dict[str, Callable[[CustomField], str]] = {
        "customfield_id": lambda field: str(field.field_id),
        "api_name": lambda field: field.api_name,
        "label": lambda field: field.label,
        "index": lambda field: str(field.index),
    }
    for name, key in keys.items():
        if entry.get(name) not in (None, ""):
            return next((field for field in fields if key(field) == str(entry[name])), None)
    return None


def _check_reference(ctx: Ctx, field: CustomField, value: str) -> None:
    if not value:
        return
    if field.data_type == "lookup" and reference_name(ctx, entity=field.options[0], record_id=int(value)) is None:
        raise refused(field.api_name)
    if field.data_type == "attachment" and not StoredFile.objects.filter(id=int(value)).exists():
        raise refused(field.api_name)


def _add_automatic_numbers(fields: Sequence[CustomField], values: dict[CustomField, str]) -> None:
    wanting = [field for field in fields if field.data_type == "autonumber" and not values.get(field)]
    for field in wanting:
        rows = CustomFieldDefinition.objects.select_for_update().filter(id=field.field_id)
        values[field] = str(rows.values_list("next_value", flat=True).get())
        rows.update(next_value=F("next_value") + 1)


def _lock_unique(values: Mapping[CustomField, str]) -> None:
    """Let nobody else write values of the same unique fields until the unit ends."""
    ids = [field.field_id for field, value in values.items() if field.is_unique and value]
    if ids:
        list(CustomFieldDefinition.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))


def check_values(
    entity_id: int, fields: Sequence[CustomField], values: Mapping[CustomField, str], *, is_new: bool
) -> None:
    """Raise InvalidInput where a mandatory field holds nothing, or a unique one what another record holds."""
    errors = [
        missing(field.api_name)
        for field in fields
        if field.is_mandatory and ((is_new and not values.get(field)) or values.get(field) == "")
    ]
    for field, value in values.items():
        if field.is_unique and value:
            same = CustomFieldValue.objects.filter(definition_id=field.field_id, unique_value=value[:255])
            if same.exclude(entity_id=entity_id).exists():
                errors.append(duplicate(field.api_name, value))
    if errors:
        raise InvalidInput(errors)
