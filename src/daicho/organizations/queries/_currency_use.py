"""Whether amounts exist in a currency, in whatever table."""

from django.db.models import Model, QuerySet

from daicho.organizations.models import Currency
from daicho.platform.db.scope import tenant_tables

COLUMN = "currency_code"
"""Every table of documents, contacts and postings names its currency in this column (docs/internals/joining.md)."""


def currency_in_use(code: str | None = None) -> bool:
    """Tell whether any record of the organisation in scope is in currency `code`, or in any currency at all."""
    for model in tenant_tables().values():
        if model is Currency or all(field.name != COLUMN for field in model._meta.local_fields):
            continue
        rows: QuerySet[Model] = QuerySet(model).exclude(**{COLUMN: ""})
        if (rows.filter(**{COLUMN: code}) if code else rows).exists():
            return True
    return False
