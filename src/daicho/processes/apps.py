"""Django application `processes`."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """Use cases that span packages; it has no tables."""

    name = "daicho.processes"
    label = "processes"
