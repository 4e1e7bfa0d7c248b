"""Django application `ledger`."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The chart of accounts and the books."""

    name = "daicho.ledger"
    label = "ledger"
