"""Django application `taxes`."""

from django.apps import AppConfig


class TaxesConfig(AppConfig):
    """Taxes and how they are computed."""

    name = "daicho.taxes"
    label = "taxes"
