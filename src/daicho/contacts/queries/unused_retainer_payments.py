"""Payments of retainers that a customer can still use."""

from daicho.contacts.core.uses import UnusedPayment
from daicho.contacts.models import Contact
from daicho.contacts.queries._uses import contact_uses
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def unused_retainer_payments(ctx: Ctx, *, contact_id: int, currency_code: str = "") -> list[UnusedPayment]:
    """Return the payments, with `currency_code` only those in it, newest first. Raises NotFound."""
    if not Contact.objects.filter(id=contact_id, merged_into=None).exists():
        raise NotFound(_("Contact does not exist."))
    rows = [row for use in contact_uses() for row in use.unused_retainer_payments(ctx, contact_id)]
    wanted = [row for row in rows if currency_code in ("", row.currency_code)]
    return sorted(wanted, key=lambda row: (row.day, row.payment_id), reverse=True)
