"""Django application `documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """What all documents share."""

    name = "daicho.documents"
    label = "documents"
