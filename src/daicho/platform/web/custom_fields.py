"""Custom fields in forms and on the pages of records."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import CustomField, CustomValue, custom_fields_of
from daicho.platform.custom_fields.references import record_names, reference_name
from daicho.platform.files import store_file
from daicho.platform.web.fields import DateField, ExactNumberField, RemoteChoiceField
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import DaichoForm, dress

_MOMENT = "%Y-%m-%dT%H:%M"
_PLACES = {"number": 0, "decimal": 6, "amount": 3, "percent": 6}


def add_custom_fields(form: DaichoForm, values: Sequence[CustomValue]) -> list[str]:
    """Add custom fields with what they hold (`record_fields`, `empty_fields`) to a form; return their names."""
    for definition, value in ((item.field, item.value) for item in values):
        name = definition.api_name
        item = _form_field(definition)
        if isinstance(item, RemoteChoiceField):
            item.bind(form.ctx)
        dress(item.widget)
        form.fields[name] = item
        form.initial.setdefault(name, _initial(definition, value))
    return [item.field.api_name for item in values]


def empty_fields(ctx: Ctx, entity: str) -> list[CustomValue]:
    """Return the custom fields of a record that does not exist yet."""
    return [CustomValue(definition, "") for definition in custom_fields_of(ctx, entity=entity)]


def given_custom_values(form: DaichoForm, names: Sequence[str], changed: Sequence[str]) -> list[dict[str, object]]:
    """Return what was entered into the custom fields among `changed`, as commands take it; files are stored."""
    return [
        {"api_name": name, "value": _plain(form.ctx, name, form.cleaned_data[name])}
        for name in names
        if name in changed and name in form.cleaned_data
    ]


def custom_facts(ctx: Ctx, formats: Formats, values: Sequence[CustomValue]) -> list[tuple[str, str]]:
    """Return label and text of what a record's custom fields hold."""
    return [(item.field.label, _shown(ctx, formats, item)) for item in values if item.value]


def _form_field(definition: CustomField) -> Any:
    options: dict[str, Any] = {"label": definition.label, "required": definition.is_mandatory}
    return _MAKERS.get(definition.data_type, _line)(definition, options)


def _line(definition: CustomField, options: dict[str, Any]) -> Any:
    return forms.CharField(max_length=255, **options)


def _number(definition: CustomField, options: dict[str, Any]) -> Any:
    return ExactNumberField(places=_PLACES[definition.data_type], **options)


def _moment(definition: CustomField, options: dict[str, Any]) -> Any:
    widget = forms.DateTimeInput(format=_MOMENT, attrs={"type": "datetime-local"})
    return forms.DateTimeField(widget=widget, input_formats=[_MOMENT], **options)


def _choice(definition: CustomField, options: dict[str, Any]) -> Any:
    return forms.ChoiceField(choices=[("", ""), *_choices(definition)], **options)


def _several(definition: CustomField, options: dict[str, Any]) -> Any:
    return forms.MultipleChoiceField(choices=_choices(definition), widget=forms.CheckboxSelectMultiple(), **options)


def _choices(definition: CustomField) -> list[tuple[str, str]]:
    return [(option, option) for option in definition.options]


def _lookup(definition: CustomField, options: dict[str, Any]) -> Any:
    kind = definition.options[0]
    return RemoteChoiceField(
        choices_page=f"{kind}_choices",
        resolve=lambda ctx, value: reference_name(ctx, entity=kind, record_id=value) or "",
        **options,
    )


_MAKERS: dict[str, Callable[[CustomField, dict[str, Any]], Any]] = {
    **dict.fromkeys(_PLACES, _number),
    "multiline": lambda _field, options: forms.CharField(widget=forms.Textarea(), max_length=10_000, **options),
    "date": lambda _field, options: DateField(**options),
    "date_time": _moment,
    "check_box": lambda _field, options: forms.BooleanField(**(options | {"required": False})),
    "dropdown": _choice,
    "multiselect": _several,
    "lookup": _lookup,
    "attachment": lambda _field, options: forms.FileField(**options),
    "autonumber": lambda _field, options: forms.CharField(disabled=True, **(options | {"required": False})),
}


def _initial(definition: CustomField, value: str) -> object:
    if definition.data_type == "check_box":
        return value == "true"
    if definition.data_type == "multiselect":
        return value.split(",") if value else []
    if definition.data_type in _PLACES and value:
        return Decimal(value)
    return value


def _plain(ctx: Ctx, name: str, value: Any) -> object:
    if isinstance(value, UploadedFile):
        return store_file(ctx, field=name, name=value.name or "", content=value.read()).file_id
    if isinstance(value, Decimal):
        return format(value, "f")
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else value


def _shown(ctx: Ctx, formats: Formats, item: CustomValue) -> str:
    if item.field.data_type == "check_box":
        return formats.flag(item.value == "true")
    if item.field.data_type == "lookup" and item.value:
        return record_names(ctx, entity=item.field.options[0], record_ids=[int(item.value)]).get(int(item.value), "")
    return item.value
