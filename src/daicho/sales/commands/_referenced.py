"""The invoice that a debit note is about."""

from daicho.documents.core.fields import DocumentFields
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.sales.models import Invoice


def with_reference(ctx: Ctx, fields: DocumentFields) -> DocumentFields:
    """Return the fields. Raises InvalidInput for a debit note about what is no invoice of its customer."""
    del ctx  # the organisation is in scope
    reference_id = fields.get("reference_invoice_id")
    if not reference_id:
        return fields
    found = Invoice.objects.filter(id=reference_id).values_list("contact_id", flat=True).first()
    if found is None or found != fields.get("contact_id", found):
        message = _("Invalid value passed for %(field)s")
        raise invalid("reference_invoice_id", message, {"field": "reference_invoice_id"})
    return fields
