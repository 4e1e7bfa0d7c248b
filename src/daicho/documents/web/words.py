"""Words and colours of states, for pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from daicho.documents.core.kind import Kind
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import STATUS_NAMES, Settlement, State, wire_status
from daicho.documents.queries._standing import Related
from daicho.kernel.context import Ctx
from daicho.platform.web.cells import Badge, Colour

_COLOURS: dict[str, Colour] = {
    "draft": "secondary",
    "pending_approval": "yellow",
    "approved": "blue",
    "rejected": "red",
    "open": "blue",
    "sent": "blue",
    "viewed": "purple",
    "partially_paid": "yellow",
    "paid": "green",
    "confirmed": "blue",
    "issued": "blue",
    "overdue": "orange",
    "expired": "orange",
    "accepted": "green",
    "declined": "red",
    "onhold": "yellow",
    "billed": "green",
    "invoiced": "green",
    "closed": "green",
    "cancelled": "secondary",
    "void": "secondary",
}
MARK_LABELS = {
    "invoiced_status": pgettext_lazy("mark", "Invoiced"),
    "packed_status": pgettext_lazy("mark", "Packed"),
    "shipped_status": pgettext_lazy("mark", "Shipped"),
    "received_status": _("Received"),
    "billed_status": _("Billed"),
    "drawn_status": _("Drawn"),
}
"""What each mark of an order or retainer is about."""
MARKS = {"": _("Not yet"), "partially": _("Partly"), "done": _("Done")}
"""How far it is done."""
SOURCINGS = {Sourcing.BACKORDER: _("Backorder"), Sourcing.DROP_SHIPMENT: _("Dropshipment")}
"""How a purchase order serves a sales order."""
_MARK_COLOURS: dict[str, Colour] = {"": "secondary", "partially": "yellow", "done": "green"}


def mark_word(mark: str) -> str:
    """Return the key of `MARKS` for the value of a mark: "partially_packed", or "not_packed" as lists call it."""
    if not mark or mark.startswith("not_"):
        return ""
    return "partially" if mark.startswith("partially_") else "done"


def mark_badge(mark: str) -> Badge:
    """Return the badge of the value of a mark."""
    word = mark_word(mark)
    return Badge(MARKS[word], _MARK_COLOURS[word])  # type: ignore[arg-type]


def status_badge(status: str) -> Badge:
    """Return the badge of a status as the application reads it."""
    return Badge(_(STATUS_NAMES[status]), _COLOURS[status])  # type: ignore[arg-type]


def related_badge(ctx: Ctx, kind: Kind, row: Related) -> Badge:
    """Return the badge of a document around another, as its own page has it: viewed, paid or overdue, say."""
    settlement = Settlement(kind.settling, row.applied_minor, row.total_minor) if kind.settling else None
    due = row.due if kind.can_be_late else None
    status = wire_status(
        kind.entity,
        State(row.state),
        ctx.application,
        due=due,
        today=ctx.today,
        settlement=settlement,
        is_viewed=kind.can_be_viewed and row.viewed_at is not None,
    )
    return status_badge(status)
