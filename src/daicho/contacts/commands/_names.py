"""Uniqueness of names and numbers."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from daicho.contacts.core.rules import NAME_IS_TAKEN
from daicho.contacts.models import Contact
from daicho.kernel.errors import FieldError, InvalidInput, duplicate
from daicho.kernel.text import noop as _


def check_unique(row: Contact) -> None:
    """Raise InvalidInput (code 3062) for a name, (code 4) for a number that another contact has."""
    others = Contact.objects.filter(merged_into=None).exclude(id=row.id)
    errors = []
    if others.filter(name_key=row.name_key).exists():
        errors.append(_name_is_taken(row))
    if row.contact_number and others.filter(contact_number=row.contact_number).exists():
        errors.append(duplicate("contact_number", row.contact_number))
    if errors:
        raise InvalidInput(errors)


@contextmanager
def unique_at_last(row: Contact) -> Iterator[None]:
    """Turn the database's refusal of what somebody else took in this very moment into the same errors."""
    try:
        yield
    except IntegrityError as error:
        told = str(error).partition("\n")[0]  # PostgreSQL names the constraint, SQLite its columns
        if "contact_name_once" in told or "contact.name_key" in told:
            raise InvalidInput([_name_is_taken(row)]) from error
        if "contact_number_once" in told or "contact.contact_number" in told:
            raise InvalidInput([duplicate("contact_number", row.contact_number)]) from error
        raise


def _name_is_taken(row: Contact) -> FieldError:
    message = _("A contact named '%(value)s' exists already.")
    return FieldError("contact_name", message, {"value": row.name}, NAME_IS_TAKEN)
