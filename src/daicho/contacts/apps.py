"""Django application `contacts`."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Customers and vendors."""

    name = "daicho.contacts"
    label = "contacts"
