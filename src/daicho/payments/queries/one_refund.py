"""One refund."""

from daicho.contacts.queries.contact_names import contact_names
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.payments.models import Refund
from daicho.payments.queries._views import RefundView, refund_views
from daicho.payments.queries.settled_records import settled_records


def one_refund(ctx: Ctx, *, refund_id: int) -> RefundView:
    """Return the refund. Raises NotFound."""
    rows = list(Refund.objects.filter(id=refund_id).select_related("account"))
    if not rows:
        raise NotFound(_("Refund does not exist."))
    records = settled_records(ctx, refs=[(rows[0].source_kind, rows[0].source_id)])
    names = contact_names(ctx, [record.contact_id for record in records.values()])
    return refund_views(ctx, rows, names)[0]
