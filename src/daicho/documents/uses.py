"""What documents of a kind refer to, for the packages below: they ask before they delete, list and follow merges.

Each function returns the function for one kind; the tables of `config/wiring.py` name the results.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from django.db.models import BigIntegerField, Case, F, IntegerField, Q, Value, When

from daicho.catalog.core.uses import (
    ItemTransaction,
    LocationStock,
    StockFigures,
    StockOfItem,
    TransactionQuery,
)
from daicho.contacts.core.uses import ContactUse, Transaction
from daicho.documents.commands._books import counts, post_books
from daicho.documents.core.kind import Kind
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import STATUS_NAMES, Settlement, State, state_named, wire_status
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.stock.queries.locations import LocationView

InUse = Callable[..., set[int]]
_LIMIT = 200
_SORTS = {"date": "document__date", "vendor_name": "document__contact__sort_key"}


def lines_in_use(kind: Kind, column: str) -> InUse:
    """Return the function that tells which records of `column` ("item", "account", "tax") lines refer to.

    For taxes and locations also those that headers name.
    """
    on_header = {"tax": "shipping_tax_id", "location": "location_id"}.get(column)

    def in_use(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
        del ctx  # the organisation is in scope
        found = set(kind.line.objects.filter(**{f"{column}_id__in": ids}).values_list(f"{column}_id", flat=True))
        if on_header:
            found |= set(kind.header.objects.filter(**{f"{on_header}__in": ids}).values_list(on_header, flat=True))
        return found

    return in_use


def either(*asked: InUse) -> InUse:
    """Return the function that tells which records any of these functions tells."""

    def in_use(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
        return set().union(*(one(ctx, ids=ids) for one in asked))

    return in_use


def contacts_in_use(kind: Kind) -> InUse:
    """Return the function that tells which contacts documents of `kind` refer to."""

    def in_use(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
        del ctx  # the organisation is in scope
        found: set[int] = set()
        for column in contact_columns(kind):
            found |= set(kind.header.objects.filter(**{f"{column}__in": ids}).values_list(column, flat=True))
        return found

    return in_use


def contact_columns(kind: Kind) -> list[str]:
    """Return the columns of a header that name contacts."""
    return ["contact_id", *(["delivery_customer_id"] if "delivery_customer_id" in kind.extra else [])]


def contact_use(*kinds: Kind) -> ContactUse:
    """Return how documents of these kinds of a package, all for one type of contact, use contacts.

    However many kinds there are, their documents are one statement.
    """

    def move(ctx: Ctx, source_id: int, target_id: int) -> None:
        for kind in kinds:
            for column in contact_columns(kind):
                _move(ctx, kind, column, source_id, target_id)

    def transactions(ctx: Ctx, contact_id: int, start: date | None, end: date | None) -> Sequence[Transaction]:
        between = {"date__gte": start, "date__lte": end}
        condition = Q(contact_id=contact_id, **{name: day for name, day in between.items() if day})
        parts = [
            _contact_rows(kind, position).filter(condition)
            for position, kind in enumerate(kinds)
            if ctx.actor.may(f"{kind.module}.view")
        ]
        if not parts:
            return ()
        rows = parts[0].union(*parts[1:], all=True).order_by("-date", "-id")
        found = rows if end else rows[:_LIMIT]  # a statement adds up all there is until its end
        return [_transaction(ctx, kinds[row[-1]], row) for row in found]

    def with_transactions(ctx: Ctx, contact_ids: Sequence[int]) -> set[int]:
        del ctx  # the organisation is in scope
        parts = [kind.header.objects.filter(contact_id__in=contact_ids).values_list("contact_id") for kind in kinds]
        return {contact_id for (contact_id,) in parts[0].union(*parts[1:])}

    return ContactUse(
        move=move, with_transactions=with_transactions, transactions=transactions, contact_type=kinds[0].contact_type
    )


def _move(ctx: Ctx, kind: Kind, column: str, source_id: int, target_id: int) -> None:
    """Let documents name another contact, and the books follow."""
    with unit_of_work(ctx) as unit:
        documents = kind.header.objects.filter(**{column: source_id})
        states = dict(documents.order_by("id").values_list("id", "state"))
        documents.update(**{column: target_id, "modified_at": ctx.now})
        post_books(ctx, kind, *(document_id for document_id, state in states.items() if counts(kind, state)))
        for document_id in states:
            unit.record(kind.entity, document_id, "updated", before={column: source_id}, after={column: target_id})


def _contact_rows(kind: Kind, position: int) -> Any:
    """Return the rows of all documents of `kind` as `_transaction` reads them; the last column is `position`."""
    applied = F("applied_minor") if kind.settling else Value(0, output_field=BigIntegerField())
    named = kind.header.objects.annotate(
        applied=applied, seen=_seen(kind), position=Value(position, output_field=IntegerField())
    )
    columns = ("id", "number", "date", "state", "due", "currency_code", "total_minor", "applied", "seen", "position")
    return named.values_list(*columns)


def _transaction(ctx: Ctx, kind: Kind, row: Sequence[Any]) -> Transaction:
    record_id, number, day, state, due, currency, total, applied, seen, _position = row
    sign = {"due": 1, "credit": -1, "": 0}[kind.settling] if kind.books else 0
    return Transaction(
        kind=kind.words.name,
        page=kind.entity,
        page_key=kind.names.id,
        record_id=record_id,
        number=number,
        day=day,
        status=STATUS_NAMES[_status(ctx, kind, state, due, seen, total, applied if kind.settling else None)],
        currency_code=currency,
        total=total,
        statement_amount=sign * total if sign and state == State.OPEN else None,
    )


def transactions_of(kind: Kind) -> Callable[[Ctx, TransactionQuery], tuple[Sequence[ItemTransaction], bool]]:
    """Return the function that lists the lines of documents of `kind` that name an item."""
    columns = (
        "document_id", "document__number", "document__date", "document__state", "document__due",
        "document__contact_id", "document__contact__name", "quantity_micro", "unit", "rate_micro", "amount_minor",
        "document__currency_code", "seen", "document__total_minor",
        *(("document__applied_minor",) if kind.settling else ()),
    )  # fmt: skip
    seen = _seen(kind, "document__")

    def transactions(ctx: Ctx, query: TransactionQuery) -> tuple[Sequence[ItemTransaction], bool]:
        if not ctx.actor.may(f"{kind.module}.view"):
            return (), False
        rows = kind.line.objects.filter(_condition(ctx, kind, query))
        sign = "-" if query.descending else ""
        column = _SORTS.get(query.sort, "document__number" if query.sort else "document__date")
        start = (query.page - 1) * query.per_page
        ordered = rows.annotate(seen=seen).order_by(f"{sign}{column}", f"{sign}id").values_list(*columns)
        found = list(ordered[start : start + query.per_page + 1])
        return [_item_row(ctx, kind, row) for row in found[: query.per_page]], len(found) > query.per_page

    return transactions


def stock_at(places: Sequence[LocationView], parts: Sequence[tuple[int | None, StockFigures]]) -> StockOfItem:
    """Return the figures over all and by location; those of no location are the primary one's, which comes first."""
    by_place: dict[int, StockFigures] = {}
    for place_id, figures in parts:
        key = place_id or places[0].location_id
        by_place[key] = by_place.get(key, StockFigures()) + figures
    rows = tuple(
        LocationStock(place.location_id, place.name, place.is_active, place.is_primary, by_place[place.location_id])
        for place in places
        if place.location_id in by_place
    )
    return StockOfItem(reduce(add, by_place.values()), rows)


def _condition(ctx: Ctx, kind: Kind, query: TransactionQuery) -> Q:
    condition = Q(item_id=query.item_id)
    if query.contact_id:
        condition &= Q(document__contact_id=query.contact_id)
    if query.status == "overdue":
        condition &= Q(document__state=State.OPEN, document__due__lt=ctx.today)
    elif query.status == "viewed" and kind.can_be_viewed:
        condition &= Q(document__state=State.OPEN, document__viewed_at__isnull=False)
    elif query.status in set(Sourcing) and "sourcing" in kind.marks:
        condition &= Q(document__sourcing=query.status)
    elif query.status:
        state = state_named(kind.entity, query.status)
        condition &= Q(document__state=state.value if state else query.status)
    return condition


def _item_row(ctx: Ctx, kind: Kind, row: Sequence[Any]) -> ItemTransaction:
    document_id, number, day, state, due, contact_id, contact_name, quantity, unit, price, total, currency = row[:12]
    return ItemTransaction(
        record_id=document_id,
        number=number,
        day=day,
        status=_status(ctx, kind, state, due, *row[12:]),
        contact_id=contact_id,
        contact_name=contact_name,
        quantity=quantity,
        unit=unit,
        price=price,
        total=total,
        currency_code=currency,
        page=kind.entity,
        page_key=kind.names.id,
        sales_channel="direct_sales" if kind.purpose == "sale" else "",
    )


def _status(
    ctx: Ctx, kind: Kind, state: str, due: date | None, seen: object, total: int, applied: int | None = None
) -> str:
    late = due if kind.can_be_late else None
    settlement = Settlement(kind.settling, applied, total) if applied is not None else None
    return wire_status(
        kind.entity,
        State(state),
        ctx.application,
        due=late,
        today=ctx.today,
        settlement=settlement,
        is_viewed=bool(seen),
    )


def _seen(kind: Kind, path: str = "") -> Any:
    """Return whether the customer has seen a document of `kind`, where its status tells so; `path` leads to it."""
    seen = When(**{f"{path}viewed_at__isnull": False}, then=Value(value=True))
    return Case(seen, default=Value(value=False)) if kind.can_be_viewed else Value(value=False)


def numbers_of(kind: Kind) -> Callable[[Ctx, Sequence[int]], Mapping[int, str]]:
    """Return the function that gives the numbers of those documents that exist, for lookup fields."""

    def numbers(ctx: Ctx, ids: Sequence[int]) -> Mapping[int, str]:
        del ctx  # the organisation is in scope
        return dict(kind.header.objects.filter(id__in=ids).values_list("id", "number"))

    return numbers
