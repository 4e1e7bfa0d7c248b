"""What invoices and credit notes have in common on their way into stock and books."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.documents.core.entry import Booked, BookedLine
from daicho.documents.core.state import COUNTING, State
from daicho.documents.queries.headers_and_lines import headers_and_lines
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO
from daicho.ledger.core.posting import Line, Source
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import unit_of_work
from daicho.sales.commands._kits import parts_of
from daicho.sales.core.invoice_effects import Sold
from daicho.sales.core.kit import KitLine, Part
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.core.movement import Movement
from daicho.stock.queries.locations import LocationView, locations
from daicho.stock.queries.movements import movements

_ACCOUNTS = (
    "accounts_receivable", "sales_default", "output_tax", "sales_discount", "shipping_income", "misc_income",
    "cogs_default", "inventory_asset", "bad_debt", "withholding_receivable",
)  # fmt: skip
Effects = Callable[[Any, Sequence[Any], "Known"], tuple[list[Line], list[Movement]]]
"""What a document that counts says: from its header, its lines and what is known to ledger lines and movements."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the effects of a document refer to; `accounts` by system key."""

    accounts: Mapping[str, int]
    cards: Mapping[int, ItemCard]
    places: Sequence[LocationView]
    profile: OrganizationProfile
    parts: Mapping[int, Sequence[Part]] = field(default_factory=dict)
    """Line about a kit → what it is put together of."""

    @property
    def primary_id(self) -> int:
        """The location of what names none."""
        return self.places[0].location_id

    def may_run_short(self, items: Iterable[int]) -> bool:
        """Tell whether stock of these items may go below zero everywhere, so that nobody has to look.

        A piece with a serial number never leaves twice.
        """
        policies = {self.profile.negative_stock, *(place.negative_stock for place in self.places)}
        cards = [self.cards.get(item_id) for item_id in items]
        return "block" not in policies and all(
            card and card.negative_stock != "block" and card.tracking != "serial" for card in cards
        )


def post_documents(
    ctx: Ctx, entity: str, header: Any, line: Any, ids: Collection[int], effects: Effects, *, is_new: bool
) -> None:
    """Make stock and books say what these stored documents say; those that do not count say nothing."""
    with unit_of_work(ctx):
        headers, rows = headers_and_lines(header, line, ids)
        item_ids = {row.item_id for lines in rows.values() for row in lines if row.item_id}
        known = Known(
            system_accounts(ctx, keys=_ACCOUNTS),
            item_card(ctx, item_ids=item_ids),
            locations(ctx),
            organization_profile(ctx),
        )
        counting = {found.id for found in headers if State(found.state) in COUNTING}
        known = _with_kits(ctx, known, [row for line_id in counting for row in rows[line_id]])
        for found in headers:
            lines, moved = effects(found, rows[found.id], known) if State(found.state) in COUNTING else ([], [])
            source = Source(entity, found.id, found.number)
            before = [] if is_new else movements(ctx, where=Q(source_kind=entity, source_id=found.id))
            base = found.base_currency
            post_effects(ctx, source=source, lines=lines, movements=moved, base_currency=base, is_new=is_new)
            if not known.may_run_short(movement.item_id for movement in (*before, *moved)):
                refuse_shortage(ctx, before=before, after=moved, policy=known.profile.negative_stock)


def _with_kits(ctx: Ctx, known: Known, rows: Collection[Any]) -> Known:
    """Return what is known with the components of the kits that these lines sell."""
    kits = {item_id for item_id, card in known.cards.items() if card.combo_type == "kit"}
    lines = [KitLine(row.id, row.item_id, row.source_line_id) for row in rows if row.item_id in kits]
    if not lines:
        return known
    parts = parts_of(ctx, lines)
    cards = item_card(ctx, item_ids={part.item_id for of_line in parts.values() for part in of_line})
    return replace(known, cards={**known.cards, **cards}, parts=parts)


def booked(header: Any, rows: Sequence[Any], known: Known, *, sign: int) -> Booked:
    """Return the document as the books see it; `sign` is +1 where the customer owes more by it."""
    accounts = known.accounts
    own_place = header.location_id or known.primary_id
    return Booked(
        day=header.date,
        sign=sign,
        contact_id=header.contact_id,
        control_account_id=accounts["accounts_receivable"],
        currency=header.currency_code,
        base_currency=header.base_currency,
        rate_micro=header.exchange_rate_micro,
        total=header.total_minor,
        base_total=header.base_total_minor,
        is_inclusive=header.is_inclusive_tax,
        lines=[_booked_line(row, own_place, accounts["sales_default"]) for row in rows],
        taxes=[(accounts["output_tax"], header.tax_minor)],
        discount=0 if header.is_discount_before_tax else header.discount_minor,
        discount_account_id=accounts["sales_discount"],
        shipping=header.shipping_minor,
        shipping_tax=header.tax_minor - sum(row.tax_minor for row in rows),
        shipping_account_id=accounts["shipping_income"],
        adjustment=header.adjustment_minor,
        adjustment_account_id=accounts["misc_income"],
        withheld=header.withheld_minor,
        withheld_account_id=accounts["withholding_receivable"],
        location_id=own_place,
        is_tax_in_lines=known.profile.is_tax_in_lines(header.date),
    )


def _booked_line(row: Any, own_place: int, default_account_id: int) -> BookedLine:
    return BookedLine(
        account_id=row.account_id or default_account_id,
        amount=row.amount_minor,
        discount=row.discount_minor,
        document_discount=row.document_discount_minor,
        tax=row.tax_minor,
        tax_percentage_micro=row.tax_percentage_micro,
        item_id=row.item_id or 0,
        location_id=row.location_id or own_place,
    )


def sold(header: Any, rows: Sequence[Any], known: Known, left_on: Mapping[int, date] | None = None) -> list[Sold]:
    """Return the lines with tracked items, and the components of kits.

    `left_on` tells on which days the goods of invoice lines left.
    """
    found = []
    for row in rows:
        own = Part(row.id, row.item_id, MICRO, row.source_line_id)
        for part in known.parts.get(row.id, [own]):
            card = known.cards.get(part.item_id)
            if card is None or not card.is_tracked:
                continue
            follows = (left_on or {}).get(row.source_line_id)
            found.append(
                Sold(
                    line_id=part.line_id,
                    position=row.position,
                    item_id=part.item_id,
                    location_id=row.location_id or header.location_id or known.primary_id,
                    quantity=part.of(row.quantity_micro),
                    purchase_rate=card.purchase_rate_micro,
                    inventory_account_id=card.inventory_account_id or known.accounts["inventory_asset"],
                    cost_account_id=card.purchase_account_id or known.accounts["cogs_default"],
                    lot=part.origin_id if follows else None,
                    follows=follows if part.origin_id else None,
                    has_order=row.source_line_id is not None,
                )
            )
    return found
