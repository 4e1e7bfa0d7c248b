"""Whether the goods of a new invoice leave with it (behaviour.md 2.8)."""

from daicho.documents.core.fields import DocumentFields
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.sales.core.rules import HAS_ORDER


def with_goods(ctx: Ctx, fields: DocumentFields) -> DocumentFields:
    """Return the fields of a new invoice: where nothing is said its goods leave as the organisation prefers.

    Goods of an order leave by its shipments, a debit note has none. Raises RuleBroken (4803) where it is said of a line
    of an order.
    """
    if any(line.get("source_line_id") for line in fields.get("lines", ())):
        if fields.get("is_shipped"):
            raise RuleBroken(HAS_ORDER, _("Goods of a sales order leave by its shipments."))
        return fields
    if "is_shipped" in fields or fields.get("reference_invoice_id"):
        return fields
    return {**fields, "is_shipped": organization_profile(ctx).invoice_goods == "with_document"}
