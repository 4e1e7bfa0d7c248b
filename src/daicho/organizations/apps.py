"""Django application `organizations`."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Organisations and who belongs to them."""

    name = "daicho.organizations"
    label = "organizations"
