"""The entry of batches and serial numbers under a line of a form.

Where goods go, one picks of the batches that are there, those that expire first in front; where they come, one writes
numbers and days. Serial numbers are written one below the other. Everything that is sent begins with a prefix, that of
the line ("line-n1"), and works without script: what is missing is told when the form is saved.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.measure import Quantity
from daicho.kernel.periods import read_day
from daicho.kernel.text import noop as _
from daicho.platform.web.fields import ExactNumberField, as_id
from daicho.platform.web.format import Formats
from daicho.platform.web.page import Page, PageRequest
from daicho.platform.web.render import render_page
from daicho.stock.core.batches import PIECE, NamedBatch
from daicho.stock.queries.batches_of_lines import BatchOfLine
from daicho.stock.queries.batches_on_hand import BatchStock, batches_on_hand

WAYS = ("in", "out", "signed", "value")
"""Which way the goods of a line go; "signed": in, or out where the quantity is negative; "value": they stay."""
_BLANK = 2
_OFFERED = 100
_PREFIX = re.compile(r"[a-z]{1,10}(-[A-Za-z0-9]{1,19})?", re.ASCII)
_NAME = re.compile(r"[a-z_]{1,30}", re.ASCII)


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """What the entry of a line depends on: quantity in 10^-6 (None: none yet), where the goods are, what was named.

    `place` is the name of the form's field of the location: with another one, other batches are there.
    """

    prefix: str
    item_id: int
    way: str
    location_id: int | None
    quantity: int | None
    place: str = "location_id"
    named: Sequence[BatchOfLine] = ()


class Pick(NamedTuple):
    """A batch that may be taken: the name of its field, what is there as text, and what was entered."""

    name: str
    number: str
    expires: str
    there: str
    value: str


class NewRow(NamedTuple):
    """A batch that comes in, as it was entered."""

    number: str = ""
    made: str = ""
    expires: str = ""
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class BatchFields:
    """The entry as the template shows it. `kind`: pick, new, serial, or wait (for a quantity)."""

    entry: BatchEntry
    kind: str
    picks: Sequence[Pick]
    rows: Sequence[NewRow]
    serials: str
    there: Sequence[str]
    count: str
    is_complete: bool

    template = "stock/batch_fields.html"

    @property
    def prefix(self) -> str:
        """What the names of its fields begin with."""
        return self.entry.prefix


def batch_fields(
    ctx: Ctx,
    formats: Formats,
    entries: Sequence[BatchEntry],
    data: QueryDict | None = None,
    *,
    more: int = 0,
    cards: Mapping[int, ItemCard] | None = None,
) -> dict[str, BatchFields]:
    """Return prefix → the entry, of the lines whose items are kept in batches; `data`: what was sent.

    `cards`: those of the items, where they are known. Three queries; without batches one, or none with `cards`.
    """
    cards = cards if cards is not None else item_card(ctx, item_ids={entry.item_id for entry in entries})
    entries = [entry for entry in entries if entry.item_id in cards and cards[entry.item_id].tracking]
    if not entries:
        return {}
    stock: dict[int, list[BatchStock]] = {}
    for batch in batches_on_hand(ctx, item_ids={entry.item_id for entry in entries}):
        stock.setdefault(batch.item_id, []).append(batch)
    return {
        entry.prefix: _fields(formats, entry, cards[entry.item_id].tracking, stock.get(entry.item_id, []), data, more)
        for entry in entries
    }


def given_batches(data: QueryDict, prefix: str, quantity: Decimal | None) -> list[NamedBatch] | None:
    """Return the batches that were entered under a line; None where the form did not ask for them.

    One batch that comes in without a quantity of its own takes the line's. Raises InvalidInput for what is no number
    or no date.
    """
    kind = data.get(f"{prefix}-batches", "")
    if kind == "serial":
        return [NamedBatch(PIECE, number=number) for number in _serials(data.get(f"{prefix}-serials", ""))]
    if kind == "pick":
        given = ((key, data.get(key, "").strip()) for key in data if key.startswith(f"{prefix}-batch-"))
        named = [(as_id(key.rpartition("-")[2]), _micro(value)) for key, value in given if value]
        return [NamedBatch(amount, batch_id) for batch_id, amount in named if batch_id and amount]
    if kind == "new":
        rows = [row for row in _sent_rows(data, prefix) if any(row)]
        whole = Quantity.of(abs(quantity)).micro if quantity is not None and len(rows) == 1 else 0
        return [
            NamedBatch(
                quantity=_micro(row.quantity) if row.quantity else whole,
                number=row.number,
                manufactured_on=_day(row.made),
                expires_on=_day(row.expires),
            )
            for row in rows
        ]
    return None


def _micro(text: str) -> int:
    try:
        return Quantity.of(ExactNumberField().clean(text)).micro
    except ValidationError:
        raise InvalidInput([FieldError("batches", _("Batches: enter the quantity as a number."))]) from None


def _day(text: str) -> date | None:
    try:
        return read_day(text) if text else None
    except ValueError:
        raise InvalidInput([FieldError("batches", _("Batches: enter a date that exists."))]) from None


def _serials(text: str) -> list[str]:
    return [number.strip() for number in re.split(r"[\n,、，]", text) if number.strip()]


def _sent_rows(data: QueryDict, prefix: str) -> list[NewRow]:
    columns = [data.getlist(f"{prefix}-batch_{name}") for name in ("number", "made", "expires", "quantity")]
    longest = min(max(map(len, columns)), _OFFERED)
    padded = [[*column, *[""] * longest][:longest] for column in columns]
    return [NewRow(*(value.strip() for value in row)) for row in zip(*padded, strict=True)]


def _kind(entry: BatchEntry, tracking: str) -> str:
    if entry.way == "signed" and not entry.quantity:
        return "wait"
    if tracking == "serial":
        return "serial"
    is_in = entry.way == "in" or (entry.way == "signed" and (entry.quantity or 0) > 0)
    return "new" if is_in else "pick"


def _fields(
    formats: Formats, entry: BatchEntry, tracking: str, stock: Sequence[BatchStock], data: QueryDict | None, more: int
) -> BatchFields:
    kind = _kind(entry, tracking)
    sent = data if data is not None and data.get(f"{entry.prefix}-batches") == kind else None
    picks = _picks(formats, entry, stock, sent) if kind == "pick" else []
    rows = _rows(entry, sent, more) if kind == "new" else []
    serials = sent.get(f"{entry.prefix}-serials", "") if sent else "\n".join(batch.number for batch in entry.named)
    there = [batch.number for batch in stock if _there(entry, batch) > 0][:_OFFERED] if kind == "serial" else []
    named = [pick.value for pick in picks] + [row.quantity for row in rows]
    total = len(_serials(serials)) * PIECE if kind == "serial" else sum(map(_amount, named))
    if kind == "new" and not total and sum(bool(row.number) for row in rows) == 1:
        total = abs(entry.quantity or 0)
    wanted = abs(entry.quantity or 0)
    is_out = entry.way == "out" or (entry.quantity or 0) < 0
    return BatchFields(
        entry=entry,
        kind=kind,
        picks=picks,
        rows=rows,
        serials=serials if kind == "serial" else "",
        there=there if is_out or entry.way == "value" else [],
        count=_count(formats, total, None if entry.way == "value" else wanted),
        is_complete=entry.way == "value" or total == wanted,
    )


def _count(formats: Formats, named: int, wanted: int | None) -> str:
    shown = formats.quantity(Quantity(named))
    if wanted is None:
        return shown
    return gettext("%(named)s of %(quantity)s") % {"named": shown, "quantity": formats.quantity(Quantity(wanted))}


def _amount(text: str) -> int:
    try:
        return _micro(text) if text else 0
    except InvalidInput:
        return 0


def _there(entry: BatchEntry, batch: BatchStock) -> int:
    return batch.by_location.get(entry.location_id, 0) if entry.location_id else batch.quantity


def _picks(
    formats: Formats, entry: BatchEntry, stock: Sequence[BatchStock], sent: QueryDict | None
) -> list[Pick]:  # fmt: skip
    named = {batch.batch_id: batch.quantity for batch in entry.named}
    picks = []
    for batch in stock:
        name, there = f"{entry.prefix}-batch-{batch.batch_id}", _there(entry, batch)
        value = sent.get(name, "") if sent else _plain(named.get(batch.batch_id))
        if sent is None and entry.way == "value" and not named and there > 0:
            value = _plain(there)
        if value or (batch.is_active and there > 0):
            shown = formats.quantity(Quantity(there))
            picks.append(Pick(name, batch.number, formats.date(batch.expires_on), shown, value))
    return picks[:_OFFERED]


def _rows(entry: BatchEntry, sent: QueryDict | None, more: int) -> list[NewRow]:
    if sent is None:
        rows = [
            NewRow(batch.number, _iso(batch.manufactured_on), _iso(batch.expires_on), _plain(batch.quantity))
            for batch in entry.named
        ]
    else:
        rows = [row for row in _sent_rows(sent, entry.prefix) if any(row)]
    return rows + [NewRow()] * (max(1, _BLANK - len(rows)) + more)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(micro: int | None) -> str:
    return f"{Quantity(micro).value.normalize():f}" if micro else ""


def _answer(request: PageRequest) -> HttpResponse:
    """Answer with the entry of one line: with another quantity, at another location, with one more row."""
    data = request.POST
    prefix, way, place = (data.get(f"batch_{name}", "") for name in ("prefix", "way", "place"))
    item_id = as_id(data.get(f"{prefix}-item_id", ""))
    if not (item_id and way in WAYS and _PREFIX.fullmatch(prefix) and _NAME.fullmatch(place)):
        return HttpResponse()
    entry = BatchEntry(
        prefix, item_id, way, as_id(data.get(place, "")), read_quantity(data.get(f"{prefix}-quantity", "")), place
    )
    fields = batch_fields(request.ctx, request.formats, [entry], data, more=int("batch_more" in data)).get(prefix)
    return render_page(request, BatchFields.template, {"batches": fields}) if fields else HttpResponse()


def read_quantity(text: object) -> int | None:
    """Return a quantity as it was entered, in 10^-6; None for nothing, and what is no number."""
    try:
        return Quantity.of(number).micro if (number := ExactNumberField(required=False).clean(text)) else None
    except ValidationError:
        return None


def named_texts(formats: Formats, batches: Sequence[BatchOfLine]) -> list[Mapping[str, str]]:
    """Return the batches of a line as a page shows them: number, expiry and quantity (of serial numbers: none)."""
    return [
        {
            "number": batch.number,
            "expires": formats.date(batch.expires_on),
            "quantity": "" if batch.is_serial else formats.quantity(Quantity(batch.quantity)),
        }
        for batch in batches
    ]


PAGES: list[Page] = [Page("stock/batches/fields/", "batch_fields", "items.view", _answer, followed=False)]
