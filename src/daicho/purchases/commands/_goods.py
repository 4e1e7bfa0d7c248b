"""Whether the goods of a new bill came with it (behaviour.md 2.8)."""

from daicho.documents.core.fields import DocumentFields
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile


def with_goods(ctx: Ctx, fields: DocumentFields) -> DocumentFields:
    """Return the fields of a new bill: where nothing is said and no order is named, as the organisation prefers."""
    if "is_received" in fields or any(line.get("source_line_id") for line in fields.get("lines", ())):
        return fields
    return {**fields, "is_received": organization_profile(ctx).bill_goods == "with_document"}
