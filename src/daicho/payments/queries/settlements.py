"""What settles a document, and what a credit settles."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.payments.core.settlement import Ref
from daicho.payments.models import Use as UseRow
from daicho.payments.queries._views import UseView, use_views


def settlements(ctx: Ctx, *, ref: Ref) -> list[UseView]:
    """Return the uses that settle a document, or are taken from a payment or credit, in the order of their days."""
    kind, record_id = ref
    of_record = Q(source_kind=kind, source_id=record_id) | Q(target_kind=kind, target_id=record_id)
    return use_views(ctx, list(UseRow.objects.filter(of_record)))
