"""What a use is taken from."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.payments.core.settlement import Ref
from daicho.payments.models import Use as UseRow


def use_source(ctx: Ctx, *, use_id: int) -> Ref:
    """Return the payment or credit that a use is taken from. Raises NotFound."""
    del ctx  # the organisation is in scope
    found = UseRow.objects.filter(id=use_id).values_list("source_kind", "source_id").first()
    if found is None:
        raise NotFound(_("The payment or credit is not applied here."))
    return found
