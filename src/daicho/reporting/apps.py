"""Django application `reporting`."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Statements, reports, verification. It has no tables."""

    name = "daicho.reporting"
    label = "reporting"
