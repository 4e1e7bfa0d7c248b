"""Django application `stock`."""

from django.apps import AppConfig


class StockConfig(AppConfig):
    """Stock and what it costs."""

    name = "daicho.stock"
    label = "stock"
