"""Retainer invoices for tests, made by the real commands."""

from collections.abc import Sequence
from typing import Any

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import LineFields
from daicho.kernel.context import Ctx
from daicho.sales.kinds import RETAINER_INVOICE
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.payments import make_payment


def asked(amount: object, words: str = "Deposit for the renovation") -> LineFields:
    """Return a line that asks for an amount."""
    return line(None, 1, rate=amount, description=words)


def make_retainer(
    ctx: Ctx, customer_id: int | None = None, amounts: Sequence[object] = (100,), *, is_open: bool = True, **fields: Any
) -> int:
    """Create a retainer invoice, sent unless told otherwise, and return its id; a line for each amount."""
    given: Any = {
        "contact_id": customer_id or make_customer(ctx), "lines": [asked(amount) for amount in amounts], **fields,
    }  # fmt: skip
    return create_document(ctx, kind=RETAINER_INVOICE, fields=given, is_open=is_open)


def pay_retainer(ctx: Ctx, customer_id: int, retainer_id: int, amount: object, **fields: Any) -> int:
    """Record a payment of a retainer invoice and return the payment's id."""
    return make_payment(ctx, customer_id, amount, retainer_id=retainer_id, **fields)
