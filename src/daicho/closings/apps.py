"""Django application `closings`."""

from django.apps import AppConfig


class ClosingsConfig(AppConfig):
    """Closing statements."""

    name = "daicho.closings"
    label = "closings"
