"""Carry out a deletion whose time has come."""

from daicho.kernel.context import Ctx
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.models import DeletionRequest, Organization
from daicho.platform.db.erasing import erase_organization as erase_rows
from daicho.platform.db.scope import organization_scope
from daicho.platform.work import unit_of_work


def erase_organization(ctx: Ctx, *, organization_id: int) -> bool:
    """Erase every row and file of the organisation, for good; tell whether that was done.

    Only where a request is due and not taken back, which is looked at again under the organisation's lock.
    """
    ctx.require(EVERYTHING)
    with unit_of_work(ctx.within(0)) as unit:
        organization = Organization.objects.select_for_update().filter(id=organization_id).first()
        with organization_scope(organization_id):
            due = DeletionRequest.objects.filter(taken_back_at__isnull=True, due_at__lte=ctx.now).exists()
        if organization is None or not due:
            return False
        erase_rows(organization_id)
        organization.delete()
        unit.record("organization", organization_id, "erased")
    return True
