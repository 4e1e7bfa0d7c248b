"""Joining each contact's primary person."""

from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat

from daicho.contacts.models import Contact

_COLUMNS = ("first_name", "last_name", "email", "phone", "mobile")


def with_primary_person(rows: "QuerySet[Contact]") -> "QuerySet[Contact, Any]":
    """Annotate `primary_email` and so on, empty where a contact has nobody; one join."""
    joined = rows.alias(primary_person=FilteredRelation("persons", condition=Q(persons__is_primary=True)))
    return joined.annotate(**{f"primary_{name}": Coalesce(f"primary_person__{name}", Value("")) for name in _COLUMNS})


def with_billing_text(rows: "QuerySet[Contact, Any]") -> "QuerySet[Contact, Any]":
    """Add `billing_text`, the lines of the billing address, to filter by."""
    joined = rows.alias(billing=FilteredRelation("addresses", condition=Q(addresses__role="billing")))
    lines = ("address", "street2", "city", "state", "zip", "country")
    parts = [part for name in lines for part in (Coalesce(f"billing__{name}", Value("")), Value(" "))]
    return joined.alias(billing_text=Concat(*parts[:-1]))
