"""Tables of payments. Private to this package."""

from daicho.payments.models.payment import Payment, Refund, Use

__all__ = ["Payment", "Refund", "Use"]
