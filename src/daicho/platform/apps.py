"""Django application `platform`."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The technical base."""

    name = "daicho.platform"
    label = "platform"
