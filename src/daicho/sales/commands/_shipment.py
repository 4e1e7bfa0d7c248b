"""A shipment as it will be saved, and its way out of the physical stock."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from daicho.catalog.queries.item_card import item_card
from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.commands._choices import choice_id
from daicho.documents.core.ids import ids_from, ids_text
from daicho.documents.queries._draft_header import is_amount, minor_of
from daicho.documents.queries.choices import choices
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, RuleBroken, missing
from daicho.kernel.measure import MICRO, MICRO_LIMIT, Rate
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Source
from daicho.organizations.core.organization import OrganizationProfile
from daicho.sales.commands._kits import parts_of
from daicho.sales.commands._package import refuse_unconfirmed
from daicho.sales.core.kit import KitLine, Part
from daicho.sales.core.rules import NOT_TOGETHER
from daicho.sales.core.shipment import ENTITY, Packed, ShipmentFields, movements_of
from daicho.sales.models import Package, PackageLine, SalesOrder, Shipment
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.queries.locations import locations
from daicho.stock.queries.movements import movements

NUMBER = "shipment_number"
_BAD = _("Invalid value passed for %(field)s")
_LENGTHS = {"number": 100, "tracking_number": 100, "reference": 100, "notes": 10_000}
COLUMNS = (
    "date", "expected_on", "delivery_method_id", "tracking_number", "reference", "exchange_rate_micro",
    "shipping_minor", "person_ids", "notes",
)  # fmt: skip


def locked_shipment(shipment_id: int) -> Shipment:
    """Return a shipment for changing, the orders of its packages locked first. Raises NotFound."""
    of_orders = Package.objects.filter(shipment_id=shipment_id).values("order_id")
    list(SalesOrder.objects.select_for_update().filter(id__in=of_orders).order_by("id").values_list("id"))
    row = Shipment.objects.select_for_update().filter(id=shipment_id).first()
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Shipment")})
    return row


def locked_packages(
    package_ids: Collection[int], shipment: Shipment | None, order_id: int | None = None
) -> list[Package]:
    """Return these packages for shipping, by number, their confirmed orders locked first.

    One of them has to be of the order `order_id`, where that is given.

    Raises InvalidInput for none, and for one that is not there; RuleBroken: 4805 for an order that is not confirmed,
    4808 for packages of several customers, or in another shipment.
    """
    if not package_ids:
        raise InvalidInput([missing("package_ids")])
    known = Package.objects.filter(id__in=package_ids)
    orders = list(SalesOrder.objects.select_for_update().filter(id__in=known.values("order_id")).order_by("id"))
    packages = list(known.select_for_update().order_by("number", "id"))
    if len(packages) < len(set(package_ids)):
        raise InvalidInput([FieldError("package_ids", _BAD, {"field": "package_ids"})])
    if order_id and order_id not in {order.id for order in orders}:
        raise InvalidInput([FieldError("salesorder_id", _BAD, {"field": "salesorder_id"})])
    for order in orders:
        refuse_unconfirmed(order)
    customers = {order.contact_id for order in orders} | ({shipment.contact_id} if shipment else set())
    if len(customers) > 1:
        raise RuleBroken(NOT_TOGETHER, _("The packages of one shipment go to one customer."))
    for package in packages:
        if package.shipment_id not in {None, shipment.id if shipment else None}:
            message = _("%(number)s is in another shipment already.")
            raise RuleBroken(NOT_TOGETHER, message, {"number": package.number})
    return packages


def header_columns(
    ctx: Ctx, fields: ShipmentFields, current: Any, order: SalesOrder, profile: OrganizationProfile
) -> dict[str, Any]:
    """Return the columns without number and customer; what is not given follows from the first order.

    Raises InvalidInput with every fault at once.
    """
    errors = list(_errors(ctx, fields, current, order))
    if errors:
        raise InvalidInput(errors)
    columns = {name: getattr(current or order, name) for name in ("delivery_method_id", "person_ids", "currency_code")}
    columns |= {name: getattr(current, name) if current else "" for name in ("tracking_number", "reference", "notes")}
    columns["date"] = fields.get("date") or (current.date if current else ctx.today)
    columns["expected_on"] = fields.get("expected_on", current.expected_on if current else None)
    columns |= {name: fields[name].strip() for name in ("tracking_number", "reference", "notes") if name in fields}
    if "delivery_method_id" in fields:
        columns["delivery_method_id"] = fields["delivery_method_id"]
    if "delivery_method" in fields and not fields.get("delivery_method_id"):
        columns["delivery_method_id"] = choice_id(ctx, "delivery_method", fields["delivery_method"])
    if "person_ids" in fields:
        columns["person_ids"] = ids_text(fields["person_ids"])
    currency = columns["currency_code"]
    charge = fields.get("shipping_charge")
    columns["shipping_minor"] = (
        minor_of(charge, currency) if charge is not None else current.shipping_minor if current else 0
    )
    rate = (current or order).exchange_rate_micro
    if "exchange_rate" in fields:
        rate = Rate.of(fields["exchange_rate"]).micro
    columns["exchange_rate_micro"] = MICRO if currency == profile.base_currency else rate
    return columns


def _errors(ctx: Ctx, fields: ShipmentFields, current: Any, order: SalesOrder) -> Iterable[FieldError]:
    for name, limit in _LENGTHS.items():
        if len(str(fields.get(name, ""))) > limit:
            yield FieldError(name, _("%(field)s is too long."), {"field": name})
    charge = fields.get("shipping_charge")
    if charge is not None and (charge < 0 or not is_amount(charge, (current or order).currency_code)):
        yield FieldError("shipping_charge", _BAD, {"field": "shipping_charge"})
    rate = fields.get("exchange_rate")
    if rate is not None and (abs(rate) > MICRO_LIMIT // MICRO or Rate.of(rate).micro < 1):
        yield FieldError("exchange_rate", _BAD, {"field": "exchange_rate"})
    method = fields.get("delivery_method_id")
    if method and method not in _carriers(ctx):
        yield FieldError("delivery_method_id", _BAD, {"field": "delivery_method_id"})
    persons = set(fields.get("person_ids", ()))
    if persons - {person.person_id for person in contact_card(ctx, contact_id=order.contact_id).persons}:
        yield FieldError("contact_persons", _BAD, {"field": "contact_persons"})
    yield from _day_errors(ctx, fields, current)


def _carriers(ctx: Ctx) -> set[int]:
    return {entry.choice_id for entry in choices(ctx, kinds=["delivery_method"])["delivery_method"]}


def _day_errors(ctx: Ctx, fields: ShipmentFields, current: Any) -> Iterable[FieldError]:
    first = fields.get("date") or (current.date if current else ctx.today)
    expected = fields.get("expected_on", current.expected_on if current else None)
    if expected and expected < first:
        yield FieldError("expected_delivery_date", _("The goods cannot arrive before they leave."))
    if current and current.delivered_on and current.delivered_on < first:
        yield FieldError("date", _("The goods cannot arrive before they leave."))


def post_shipment(ctx: Ctx, shipment: Shipment, profile: OrganizationProfile, *, is_new: bool = False) -> None:
    """Make the physical stock say what the shipment's packages say.

    Goods leave where their line of the order says, else where the order says, else the primary location. Raises
    RuleBroken (4953) where stock would go below zero and may not.
    """
    wanted = movements_of(_packed(ctx, shipment.id), number=shipment.number, day=shipment.date)
    before = [] if is_new else movements(ctx, where=Q(source_kind=ENTITY, source_id=shipment.id))
    if not before and not wanted:
        return
    source = Source(ENTITY, shipment.id, shipment.number)
    post_effects(ctx, source=source, lines=[], movements=wanted, base_currency=profile.base_currency, is_new=is_new)
    refuse_shortage(ctx, before=before, after=wanted, policy=profile.negative_stock)


def _packed(ctx: Ctx, shipment_id: int) -> list[Packed]:
    lines = PackageLine.objects.filter(package__shipment_id=shipment_id).order_by("package__number", "position", "id")
    place = Coalesce("order_line__location_id", "order_line__document__location_id")
    rows = list(lines.values_list("id", "order_line_id", "item_id", place, "quantity_micro"))
    cards = item_card(ctx, item_ids={row[2] for row in rows})
    kits = [KitLine(row[0], row[2], row[1]) for row in rows if cards[row[2]].combo_type == "kit"]
    parts = parts_of(ctx, kits)
    cards |= item_card(ctx, item_ids={part.item_id for of_line in parts.values() for part in of_line})
    primary_id = next(place.location_id for place in locations(ctx) if place.is_primary)
    return [
        Packed(
            part.line_id,
            part.item_id,
            at or primary_id,
            part.of(quantity),
            cards[part.item_id].inventory_account_id or 0,
        )
        for line_id, _order_line_id, item_id, at, quantity in rows
        for part in parts.get(line_id, [Part(line_id, item_id, MICRO)])
        if cards[part.item_id].is_tracked
    ]


def snapshot(shipment: Shipment, packages: Sequence[Package]) -> Mapping[str, object]:
    """Return the shipment as plain values, for its history."""
    names = ("number", *COLUMNS, "contact_id", "delivered_on")
    values = {name: getattr(shipment, name) for name in names}
    persons = [str(person_id) for person_id in ids_from(shipment.person_ids)]
    return {**values, "person_ids": persons, "packages": [package.number for package in packages]}
