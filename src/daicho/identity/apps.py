"""Django application `identity`."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """People and how they sign in."""

    name = "daicho.identity"
    label = "identity"
