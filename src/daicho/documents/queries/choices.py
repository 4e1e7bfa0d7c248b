"""Entries of a list that grows while people work."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.documents.models import Choice
from daicho.kernel.context import Ctx


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """An entry: a salesperson, a delivery method, a sub-status (`code`)."""

    choice_id: int
    name: str
    code: str


def choices(ctx: Ctx, *, kinds: Collection[str]) -> dict[str, list[ChoiceView]]:
    """Return the entries of these lists ("salesperson", "delivery_method", "salesorder.substatus") by name."""
    del ctx  # the organisation is in scope
    found: dict[str, list[ChoiceView]] = {kind: [] for kind in kinds}
    rows = Choice.objects.filter(kind__in=kinds).order_by("name").values_list("kind", "id", "name", "code")
    for kind, choice_id, name, code in rows:
        found[kind].append(ChoiceView(choice_id, name, code))
    return found
