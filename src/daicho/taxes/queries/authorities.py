"""Tax authorities."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.taxes.models import TaxAuthority


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """Whom a tax is paid to."""

    authority_id: int
    name: str
    description: str
    registration_number: str
    registration_number_label: str


def authorities(ctx: Ctx, *, authority_id: int | None = None) -> list[AuthorityView]:
    """Return the authorities by name, or the one with this id where it exists."""
    del ctx  # the organisation is in scope
    rows = TaxAuthority.objects.order_by("name")
    if authority_id is not None:
        rows = rows.filter(id=authority_id)
    fields = ("id", "name", "description", "registration_number", "registration_number_label")
    return [AuthorityView(*row) for row in rows.values_list(*fields)]
