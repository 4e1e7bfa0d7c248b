"""From what a person set to the columns of a tax authority."""

from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.taxes.core.fields import AuthorityFields, name_errors
from daicho.taxes.models import TaxAuthority

COLUMNS = ("name", "description", "registration_number", "registration_number_label")
_LENGTHS = {"description": 500, "registration_number": 50, "registration_number_label": 50}


def authority_values(fields: AuthorityFields, current: TaxAuthority | None) -> dict[str, str]:
    """Return the columns as they will be. Raises InvalidInput with every fault at once."""
    before = {column: str(getattr(current, column)) if current else "" for column in COLUMNS}
    values = before | {column: str(value).strip() for column, value in fields.items() if column in COLUMNS}
    rows = TaxAuthority.objects.exclude(id=current.id) if current else TaxAuthority.objects
    errors = list(name_errors("tax_authority_name", values["name"], list(rows.values_list("name", flat=True))))
    errors += [
        FieldError(
            column, _("%(field)s must not be longer than %(limit)s characters."), {"field": column, "limit": limit}
        )
        for column, limit in _LENGTHS.items()
        if len(values[column]) > limit
    ]
    if errors:
        raise InvalidInput(errors)
    return values
