"""Django application `purchases`."""

from django.apps import AppConfig


class PurchasesConfig(AppConfig):
    """What comes from vendors."""

    name = "daicho.purchases"
    label = "purchases"
