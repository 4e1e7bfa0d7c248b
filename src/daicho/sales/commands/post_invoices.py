"""Make stock and books say what invoices say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.documents.core.entry import Booked, BookedLine, entry_of
from daicho.documents.core.state import COUNTING, State
from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Amount, Line, Source
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import unit_of_work
from daicho.sales.core.invoice_effects import Sold, outflows, write_off_lines
from daicho.sales.models import Invoice, InvoiceLine
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.core.movement import Movement
from daicho.stock.queries.locations import locations
from daicho.stock.queries.movements import movements

_ACCOUNTS = (
    "accounts_receivable", "sales_default", "output_tax", "sales_discount", "shipping_income", "misc_income",
    "cogs_default", "inventory_asset", "bad_debt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    accounts: Mapping[str, int]
    cards: Mapping[int, ItemCard]
    primary_id: int
    policy: str


# tidy: allow unauthorised: part of the commands that change invoices
# tidy: allow unaudited: the command that posts records
# tidy: allow call-shape: the shape of Books.post
def post_invoices(ctx: Ctx, ids: Collection[int], *, is_new: bool = False) -> None:
    """Make stock and books say what these stored invoices say; those that do not count say nothing.

    `is_new`: they have said nothing so far. Raises RuleBroken (4953) where stock would go below zero and may not.
    """
    with unit_of_work(ctx):
        headers = list(Invoice.objects.filter(id__in=ids).order_by("id"))
        rows: dict[int, list[InvoiceLine]] = {header.id: [] for header in headers}
        for row in InvoiceLine.objects.filter(document_id__in=ids).order_by("position", "id"):
            rows[row.document_id].append(row)
        item_ids = {row.item_id for lines in rows.values() for row in lines if row.item_id}
        known = _Known(
            system_accounts(ctx, keys=_ACCOUNTS),
            item_card(ctx, item_ids=item_ids),
            locations(ctx)[0].location_id,
            organization_profile(ctx).negative_stock,
        )
        for header in headers:
            _post(ctx, header, rows[header.id], known, is_new=is_new)


def _post(ctx: Ctx, header: Any, rows: Sequence[Any], known: _Known, *, is_new: bool) -> None:
    does_count = State(header.state) in COUNTING
    lines = _lines(header, rows, known) if does_count else []
    moved = _movements(header, rows, known) if does_count else []
    source = Source("invoice", header.id, header.number)
    before = [] if is_new else movements(ctx, where=Q(source_kind=source.kind, source_id=source.source_id))
    post_effects(
        ctx, source=source, lines=lines, movements=moved, base_currency=header.base_currency, is_new=is_new
    )  # fmt: skip
    refuse_shortage(ctx, before=before, after=moved, policy=known.policy)


def _lines(header: Any, rows: Sequence[Any], known: _Known) -> list[Line]:
    accounts = known.accounts
    own_place = header.location_id or known.primary_id
    booked = Booked(
        day=header.date,
        sign=1,
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
        location_id=own_place,
    )
    lost = Amount(header.written_off_base_minor, header.written_off_minor)
    return [
        *entry_of(booked).lines,
        *write_off_lines(
            lost,
            day=header.written_off_on,
            contact_id=header.contact_id,
            receivable_id=accounts["accounts_receivable"],
            bad_debt_id=accounts["bad_debt"],
            currency=header.currency_code,
        ),
    ]


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


def _movements(header: Any, rows: Sequence[Any], known: _Known) -> list[Movement]:
    sold = []
    for row in rows:
        card = known.cards.get(row.item_id)
        if card is None or not card.is_tracked:
            continue
        sold.append(
            Sold(
                line_id=row.id,
                position=row.position,
                item_id=row.item_id,
                location_id=row.location_id or header.location_id or known.primary_id,
                quantity=row.quantity_micro,
                purchase_rate=card.purchase_rate_micro,
                inventory_account_id=card.inventory_account_id or known.accounts["inventory_asset"],
                cost_account_id=card.purchase_account_id or known.accounts["cogs_default"],
            )
        )
    return outflows(
        sold, day=header.date, number=header.number, base_currency=header.base_currency, is_shipped=header.is_shipped
    )  # fmt: skip
