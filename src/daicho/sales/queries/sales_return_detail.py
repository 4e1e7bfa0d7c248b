"""One sales return."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from daicho.documents.core.state import COUNTING
from daicho.documents.core.state import State as DocumentState
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.sales.core.sales_return import Progress
from daicho.sales.models import CreditNote, CreditNoteLine
from daicho.sales.queries._return_progress import PROGRESS, lines_with_progress
from daicho.sales.queries._return_views import ReturnView, return_rows, return_views
from daicho.sales.queries.return_receives import ReturnReceiveView, return_receives

ALL_PARTS = frozenset({"receives", "notes", "custom"})


@dataclass(frozen=True, slots=True)
class ReturnLineView:
    """A line and what became of it. `rate_micro` is the price at which the goods were sold."""

    line_id: int
    order_line_id: int | None
    invoice_line_id: int | None
    item_id: int
    name: str
    description: str
    unit: str
    combo_type: str
    location_id: int | None
    location_name: str
    rate_micro: int
    progress: Progress

    @property
    def source_line_id(self) -> int:
        """The line of the order or the invoice by which the goods left."""
        return self.order_line_id or self.invoice_line_id or 0


@dataclass(frozen=True, slots=True)
class ReturnNote:
    """A credit note of the return. `left` is what is not used of it; it is None unless the note counts."""

    note_id: int
    number: str
    state: DocumentState
    day: date
    total: Money
    left: Money | None


@dataclass(frozen=True, slots=True)
class ReturnDetail:
    """A return with its lines, receives and credit notes; what was not asked for, or may not be seen, is left out."""

    view: ReturnView
    lines: Sequence[ReturnLineView]
    receives: Sequence[ReturnReceiveView]
    notes: Sequence[ReturnNote]


def sales_return_detail(ctx: Ctx, *, return_id: int, without: Collection[str] = ()) -> ReturnDetail:
    """Return a return, `without` those of ALL_PARTS that nobody asks for. Raises NotFound."""
    rows = list(return_rows().filter(id=return_id))
    if not rows:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Sales return")})
    return ReturnDetail(
        return_views(ctx, rows, with_custom="custom" not in without)[0],
        _lines(return_id),
        return_receives(ctx, return_id=return_id) if "receives" not in without else (),
        _notes(return_id) if "notes" not in without and ctx.actor.may("creditnotes.view") else (),
    )


def _lines(return_id: int) -> list[ReturnLineView]:
    found = lines_with_progress(Q(sales_return_id=return_id))
    return [
        ReturnLineView(
            line_id=row.id,
            order_line_id=row.order_line_id,
            invoice_line_id=row.invoice_line_id,
            item_id=row.item_id,
            name=row.name,
            description=row.description,
            unit=row.unit,
            combo_type=row.item.combo_type,
            location_id=row.location_id,
            location_name=row.location.name if row.location else "",
            rate_micro=(row.order_line or row.invoice_line).rate_micro,
            progress=Progress(*(getattr(row, name) for name in PROGRESS)),
        )
        for row in found.select_related("location", "item", "order_line", "invoice_line")
    ]


def _notes(return_id: int) -> list[ReturnNote]:
    mine = CreditNoteLine.objects.filter(return_line__sales_return_id=return_id).values("document_id")
    rows = CreditNote.objects.filter(id__in=mine).annotate(left=F("total_minor") - F("applied_minor"))
    columns = ("id", "number", "state", "date", "currency_code", "total_minor", "left")
    return [
        ReturnNote(
            note_id,
            number,
            DocumentState(state),
            day,
            Money(total, currency),
            Money(left, currency) if state in COUNTING else None,
        )
        for note_id, number, state, day, currency, total, left in rows.order_by("date", "id").values_list(*columns)
    ]
