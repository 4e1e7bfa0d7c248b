"""Entries of a list that grows while people work."""

from dataclasses import dataclass

from daicho.documents.models import Choice
from daicho.kernel.context import Ctx


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """An entry: a salesperson, a delivery method, a sub-status (`code`)."""

    choice_id: int
    name: str
    code: str


def choices(ctx: Ctx, *, kind: str) -> list[ChoiceView]:
    """Return the entries of list `kind` ("salesperson", "delivery_method", "salesorder.substatus") by name."""
    del ctx  # the organisation is in scope
    rows = Choice.objects.filter(kind=kind).order_by("name")
    return [ChoiceView(*row) for row in rows.values_list("id", "name", "code")]
