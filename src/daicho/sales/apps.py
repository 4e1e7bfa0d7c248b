"""Django application `sales`."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """What goes to customers."""

    name = "daicho.sales"
    label = "sales"
