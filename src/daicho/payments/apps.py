"""Django application `payments`."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payments, applications and refunds."""

    name = "daicho.payments"
    label = "payments"
