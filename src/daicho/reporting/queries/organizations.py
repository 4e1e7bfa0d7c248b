"""All organisations of the installation, for verification."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organisation's id, name and time zone."""

    organization_id: int
    name: str
    time_zone: str


def all_organizations(ctx: Ctx) -> list[OrganizationRow]:
    """Return every organisation of the installation by id."""
    del ctx  # it is asked by the installation, outside any organisation
    rows = Organization.objects.order_by("id").values_list("id", "name", "time_zone")
    return [OrganizationRow(*row) for row in rows]
