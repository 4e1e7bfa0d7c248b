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
    """Turn the database's refusal of a name that somebody else took in this moment into the same error."""
    try:
        yield
    except IntegrityError as error:
        if "contacts_contact_name_once" in str(error) or "name_key" in str(error):
            raise InvalidInput([_name_is_taken(row)]) from error
        raise


def _name_is_taken(row: Contact) -> FieldError:
    message = _("A contact named '%(value)s' exists already.")
    return FieldError("contact_name", message, {"value": row.name}, NAME_IS_TAKEN)
