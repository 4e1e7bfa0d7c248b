"""The demo organisations with their people, records and history, made by the commands everybody uses."""

from daicho.identity.commands.create_user import create_user
from daicho.identity.queries.person_by_email import person_by_email
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.processes.commands._demo_organization import Told, make_demo_organization
from daicho.processes.demo.loaded import DEMO, LOADED
from daicho.processes.demo.organizations import ORGANIZATIONS, SMALL, History
from daicho.processes.demo.people import OWNER, PASSWORD, PEOPLE


def load_demo(ctx: Ctx, *, history: History = SMALL, told: Told = lambda part: None) -> bool:
    """Load the demo unless it is there already; tell whether it was loaded. One call is one transaction of the edge.

    `history` says how much has happened; `told` hears from time to time what part of it is loaded (0 to 1).
    """
    ctx.require("people.create")
    if person_by_email(OWNER.email) is not None:
        return False
    for person in PEOPLE:
        create_user(ctx, email=person.email, password=PASSWORD, name=person.name, locale=person.locale)
    whole = sum(organization.sales for organization in ORGANIZATIONS)
    before = 0
    for organization in ORGANIZATIONS:
        make_demo_organization(ctx, organization, history, _share(told, before, organization.sales, whole))
        before += organization.sales
    with unit_of_work(ctx.within(0)) as unit:
        unit.record(DEMO, 0, LOADED)
    return True


def _share(told: Told, before: int, own: int, whole: int) -> Told:
    """Return who hears what part of one organisation is loaded, and tells what part of all that is."""
    return lambda part: told((before + own * part) / whole)
