"""The demo organisations with their people, records and orders, made by the commands everybody uses."""

from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from daicho.catalog.commands.import_items import import_items
from daicho.contacts.commands.import_contacts import import_contacts
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields
from daicho.identity.commands.create_user import create_user
from daicho.identity.queries.person_by_email import person_by_email
from daicho.kernel.bulk import BulkResult
from daicho.kernel.context import Actor, Ctx
from daicho.kernel.measure import Rate
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.join_application import join_application
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.membership import find_membership
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading, unit_of_work
from daicho.processes.commands._demo_books import make_books
from daicho.processes.commands._demo_stock import make_stock
from daicho.processes.commands.open_organization import open_organization
from daicho.processes.demo.data_files import contact_rows, item_rows
from daicho.processes.demo.loaded import DEMO, LOADED
from daicho.processes.demo.orders import Article, Party, PlannedOrder, planned_orders
from daicho.processes.demo.organizations import HARBOR, ORGANIZATIONS, SAKURA, DemoOrganization
from daicho.processes.demo.people import OWNER, PASSWORD, PEOPLE, SALES
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.sales.kinds import SALES_ORDER
from daicho.taxes.commands.create_tax import create_tax
from daicho.taxes.queries.taxes import tax_choices

_DOLLAR = Decimal("149.50")
"""Yen for a dollar, in the demo's foreign orders."""
_MORNING = time(10, 0)
"""When orders are made, local time."""


def load_demo(ctx: Ctx) -> bool:
    """Load the demo unless it is there already; tell whether it was loaded. One call is one transaction of the edge."""
    ctx.require("people.create")
    if person_by_email(OWNER.email) is not None:
        return False
    for person in PEOPLE:
        create_user(ctx, email=person.email, password=PASSWORD, name=person.name, locale=person.locale)
    for organization in ORGANIZATIONS:
        _open(ctx, organization)
    with unit_of_work(ctx.within(0)) as unit:
        unit.record(DEMO, 0, LOADED)
    return True


def _open(ctx: Ctx, organization: DemoOrganization) -> None:
    owner = person_by_email(organization.owner.email)
    assert owner is not None, "people are made first"
    outside = replace(ctx, actor=Actor(owner.user_id, owner.name))
    first = organization.applications[0]
    organization_id = open_organization(outside, fields=organization.fields, application=first)
    for application in organization.applications[1:]:
        join_application(outside, organization_id=organization_id, application=application)
    actor = Actor(owner.user_id, owner.name, frozenset({EVERYTHING}))
    inside = replace(outside.within(organization_id, actor), application=first)
    with reading(inside):
        inside = replace(inside, time_zone=organization_profile(inside).time_zone)
        roles = {role.built_in: role.role_id for role in list_roles(inside)}
    with unit_of_work(inside):
        if organization is SAKURA:
            add_member(inside, fields={"name": SALES.name, "email": SALES.email, "role_id": roles["sales"]})
        if organization is HARBOR:
            create_tax(inside, fields={"name": "CA Sales Tax", "percentage_micro": 8_500_000, "is_default": True})
        parties = _contacts(inside, organization)
        articles = _items(inside, organization, parties)
        make_stock(inside, [article.item_id for article in articles])
        if "books" in organization.applications:
            owing, owed = (
                [party.contact_id for party in parties[kind].values() if not party.currency_code]
                for kind in ("customer", "vendor")
            )
            make_books(inside, owing, owed)
    seller = _seller(inside) if organization is SAKURA else inside
    counts = (organization.sales, organization.purchases)
    customers, vendors = ([*parties[kind].values()] for kind in ("customer", "vendor"))
    for order in planned_orders(organization.key, inside.today, customers, vendors, articles, counts=counts):
        moment = datetime.combine(order.day, _MORNING, tzinfo=ZoneInfo(inside.time_zone)).astimezone(UTC)
        who = inside if order.purchase else seller
        _make(replace(who, now=min(moment, ctx.now), today=order.day), order)


def _seller(ctx: Ctx) -> Ctx:
    """Return the context of the person who sells, with the rights of that role."""
    person = person_by_email(SALES.email)
    assert person is not None, "people are made first"
    membership = find_membership(person.user_id, ctx.organization_id)
    assert membership is not None, "the seller is a member"
    return replace(ctx, actor=Actor(person.user_id, person.name, membership.permissions))


def _contacts(ctx: Ctx, organization: DemoOrganization) -> dict[str, dict[str, Party]]:
    """Take the contacts in and return them by kind and name."""
    rows = contact_rows(organization.key)
    found: dict[str, dict[str, Party]] = {"customer": {}, "vendor": {}}
    for row, contact_id in zip(rows, _taken(import_contacts(ctx, rows=rows, existing="skip")), strict=True):
        currency = row.get("currency_code", "")
        party = Party(contact_id, currency, _DOLLAR if currency else Decimal(1))
        found[row["contact_type"]][row["contact_name"]] = party
    return found


def _items(ctx: Ctx, organization: DemoOrganization, parties: dict[str, dict[str, Party]]) -> list[Article]:
    """Take the items in and return what orders need to know of them."""
    taxes = {f"{Decimal(tax.percentage_micro).scaleb(-6).normalize():f}": tax.tax_id for tax in tax_choices(ctx)}
    vendors = {name: party.contact_id for name, party in parties["vendor"].items()}
    rows = item_rows(organization.key, taxes=taxes, vendors=vendors)
    return [
        Article(
            item_id,
            Rate(row["rate_micro"]).value,
            Rate(row["purchase_rate_micro"]).value,
            row.get("tax_id"),
            row["vendor_id"],
        )
        for row, item_id in zip(rows, _taken(import_items(ctx, rows=rows, existing="skip")), strict=True)
    ]


def _make(ctx: Ctx, order: PlannedOrder) -> None:
    fields: DocumentFields = {
        "contact_id": order.party.contact_id,
        "date": order.day,
        "due": order.due,
        "reference": order.reference,
        "lines": [
            {
                "item_id": line.item_id,
                "tax_id": line.tax_id,
                "quantity": Decimal(line.quantity),
                "rate": line.rate,
                "discount": line.discount,
            }
            for line in order.lines
        ],
    }
    if order.party.rate != 1:
        fields |= {"currency_code": order.party.currency_code, "exchange_rate": order.party.rate}
    if not order.purchase:
        fields["salesperson_name"] = ctx.actor.name
    with unit_of_work(ctx):
        if order.purchase:
            document_id = create_document(ctx, kind=PURCHASE_ORDER, fields=fields)
        else:
            document_id = create_document(ctx, kind=SALES_ORDER, fields=fields)
        for action in order.actions:
            change_state(
                ctx, kind=PURCHASE_ORDER if order.purchase else SALES_ORDER, document_id=document_id, action=action
            )


def _taken(result: BulkResult) -> tuple[int, ...]:
    """Return the ids of what was created: everything, or the demo's data is wrong."""
    assert not result.faults, f"the demo's data is wrong: {result.faults[0]}"
    return result.created
