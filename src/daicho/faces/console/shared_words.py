"""What a customer reads above a document opened by a link: the amount that matters, its day, where it stands."""

from django.utils.translation import gettext as _

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State
from daicho.documents.queries._views import DocumentView
from daicho.platform.web.format import Formats

_TONES = {
    "paid": "good",
    "accepted": "good",
    "partially_paid": "note",
    "overdue": "warn",
    "expired": "warn",
    "declined": "quiet",
}
"""Status → how the page colours it; others say nothing to a customer."""


def facts_of(kind: Kind, view: DocumentView, status: str, formats: Formats) -> dict[str, object]:
    """Return {amount_label, amount, day_label, day, total, badge, tone, message} in the active language.

    `amount` is what is still due of an invoice, else the total; `total` stands beside it where that is another.
    """
    is_due = kind.settling == "due"
    amount = view.balance if is_due else view.total
    day_label, day = (_("Date"), view.date)
    if is_due and amount.minor:
        day_label, day = (_("Please pay by"), view.due or view.date)
    elif not kind.settling:
        day_label, day = (_("Valid until"), view.due or view.date)
    badges = {
        "paid": _("Paid"),
        "accepted": _("Accepted"),
        "partially_paid": _("Partly paid"),
        "overdue": _("Past due"),
        "expired": _("Expired"),
        "declined": _("Declined"),
    }
    messages = {
        State.ACCEPTED: _("This estimate has been accepted. Thank you!"),
        State.DECLINED: _("This estimate has been declined. Thank you for letting us know."),
    }
    message = messages.get(view.state, "")
    if status == "expired":
        message = _("This estimate is not valid any more. Please ask for a new one.")
    elif status == "paid" and is_due:
        message = _("This invoice has been paid. Thank you!")
    return {
        "amount_label": _("Amount due") if is_due and amount.minor else _("Total"),
        "amount": formats.money(amount if amount.minor else view.total),
        "total": formats.money(view.total) if is_due and 0 < amount.minor < view.total.minor else "",
        "day_label": day_label,
        "day": formats.date(day),
        "badge": badges.get(status, ""),
        "tone": _TONES.get(status, ""),
        "message": message,
    }
