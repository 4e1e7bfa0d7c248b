"""From what a person set to the columns of a tax exemption."""

from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.taxes.core.fields import EXEMPTION_KINDS, ExemptionFields, bad, name_errors
from daicho.taxes.models import TaxExemption

COLUMNS = ("code", "description", "kind")
_LENGTHS = {"description": 500}


def exemption_values(fields: ExemptionFields, current: TaxExemption | None) -> dict[str, str]:
    """Return the columns as they will be. Raises InvalidInput with every fault at once."""
    before = {column: str(getattr(current, column)) if current else "" for column in COLUMNS}
    values = before | {column: str(value).strip() for column, value in fields.items() if column in COLUMNS}
    rows = TaxExemption.objects.exclude(id=current.id) if current else TaxExemption.objects
    errors = list(name_errors("tax_exemption_code", values["code"], list(rows.values_list("code", flat=True))))
    errors += [
        FieldError(
            column, _("%(field)s must not be longer than %(limit)s characters."), {"field": column, "limit": limit}
        )
        for column, limit in _LENGTHS.items()
        if len(values[column]) > limit
    ]
    if values["kind"] not in EXEMPTION_KINDS:
        errors.append(bad("type"))
    if errors:
        raise InvalidInput(errors)
    return values
