"""Stored bills and vendor credits as core sees them, with all that they refer to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.documents.core.entry import Booked, BookedLine
from daicho.documents.tax_rows import tax_rows
from daicho.kernel.context import Ctx
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.purchases.core.input_tax import Expensed, TaxedLine
from daicho.purchases.core.purchase_effects import Goods, Purchase, PurchaseLine
from daicho.stock.queries.locations import locations
from daicho.taxes.queries.expensed_taxes import ExpensedTax, expensed_taxes

_ACCOUNTS = ("accounts_payable", "input_tax", "cogs_default", "inventory_asset", "withholding_payable")


@dataclass(frozen=True, slots=True)
class Known:
    """What all documents of one call refer to."""

    accounts: Mapping[str, int]
    cards: Mapping[int, ItemCard]
    primary_id: int
    profile: OrganizationProfile
    expensed: Mapping[int, ExpensedTax]


def known(ctx: Ctx, headers: Iterable[Any], item_ids: Collection[int]) -> Known:
    """Return the accounts, items, places and taxes that purchases are booked to."""
    return Known(
        system_accounts(ctx, keys=_ACCOUNTS),
        item_card(ctx, item_ids=item_ids),
        locations(ctx)[0].location_id,
        organization_profile(ctx),
        _expensed(ctx, headers),
    )


def unnamed(ctx: Ctx, headers: Iterable[Any]) -> Known:
    """Return what amounts depend on, without the accounts, items and places that they are booked to."""
    return Known(defaultdict(int), {}, 0, organization_profile(ctx), _expensed(ctx, headers))


def _expensed(ctx: Ctx, headers: Iterable[Any]) -> Mapping[int, ExpensedTax]:
    return expensed_taxes(ctx, tax_ids={tax.tax_id for header in headers for tax in tax_rows(header.taxes)})


def purchase_of(header: Any, rows: Sequence[Any], sources: Known, *, sign: int) -> Purchase:
    """Return the document as core sees it: a bill (`sign` -1) or a vendor credit (+1)."""
    accounts = sources.accounts
    own_place = header.location_id or sources.primary_id
    shipping_tax = header.tax_minor - sum(row.tax_minor for row in rows)
    taxes = tax_rows(header.taxes)
    booked = Booked(
        day=header.date,
        sign=sign,
        contact_id=header.contact_id,
        control_account_id=accounts["accounts_payable"],
        currency=header.currency_code,
        base_currency=header.base_currency,
        rate_micro=header.exchange_rate_micro,
        total=header.total_minor,
        base_total=header.base_total_minor,
        is_inclusive=header.is_inclusive_tax,
        lines=(),
        discount=0 if header.is_discount_before_tax else header.discount_minor,
        shipping=header.shipping_minor,
        shipping_tax=shipping_tax,
        shipping_account_id=accounts["cogs_default"],
        adjustment=header.adjustment_minor,
        adjustment_account_id=accounts["cogs_default"],
        withheld=header.withheld_minor,
        withheld_account_id=accounts["withholding_payable"],
        location_id=own_place,
        is_tax_in_lines=sources.profile.is_tax_in_lines(header.date),
    )
    rates = {tax.tax_id: tax.percentage_micro for tax in taxes}
    net_shipping = header.shipping_minor - (shipping_tax if header.is_inclusive_tax else 0)
    shipping_tax_id = header.shipping_tax_id or 0
    return Purchase(
        booked=booked,
        number=header.number,
        lines=[_line(header, row, sources, own_place, is_bill=sign < 0) for row in rows],
        tax=header.tax_minor,
        tax_account_id=accounts["input_tax"],
        credit_percentage=header.credit_percentage,
        shipping=TaxedLine(net_shipping, shipping_tax, shipping_tax_id, rates.get(shipping_tax_id, 0)),
        expensed=[
            Expensed(tax.tax, found.account_id or 0, found.group_ids | {tax.tax_id})
            for tax in taxes
            if (found := sources.expensed.get(tax.tax_id))
        ],
    )


def _line(header: Any, row: Any, sources: Known, own_place: int, *, is_bill: bool) -> PurchaseLine:
    accounts, card = sources.accounts, sources.cards.get(row.item_id)
    account_id = row.account_id or accounts["cogs_default"]
    goods = None
    if card is not None and card.is_tracked:
        is_physical = header.is_received and row.source_line_id is None if is_bill else header.is_sent_back
        goods = Goods(
            line_id=row.id,
            position=row.position,
            quantity=row.quantity_micro,
            inventory_account_id=card.inventory_account_id or accounts["inventory_asset"],
            purchase_account_id=card.purchase_account_id or accounts["cogs_default"],
            is_physical=is_physical,
            lot=0 if is_bill else row.source_line_id or 0,
        )
        account_id = goods.purchase_account_id
    booked = BookedLine(
        account_id=account_id,
        amount=row.amount_minor,
        discount=row.discount_minor,
        document_discount=row.document_discount_minor,
        tax=row.tax_minor,
        tax_percentage_micro=row.tax_percentage_micro,
        item_id=row.item_id or 0,
        location_id=row.location_id or own_place,
    )
    return PurchaseLine(booked, row.tax_id or 0, goods)
