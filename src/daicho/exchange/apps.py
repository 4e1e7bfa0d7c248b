"""Django application `exchange`."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Import of spreadsheets."""

    name = "daicho.exchange"
    label = "exchange"
