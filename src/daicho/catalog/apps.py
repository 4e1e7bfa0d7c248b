"""Django application `catalog`."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Items."""

    name = "daicho.catalog"
    label = "catalog"
