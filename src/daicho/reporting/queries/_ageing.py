"""What both ageing reports share."""

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.months import Span
from daicho.reporting.core.report import Column, Kind, Parameters, Tie
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._sides import Side, contact_balances

CONTACT = (Column("contact_id", _("Contact ID"), Kind.ID), Column("contact_name", _("Contact")))


def control_tie(ctx: Ctx, side: Side, parameters: Parameters, books: Books, key: str) -> tuple[Tie, ...]:
    """Return the balance of the control accounts, which the total has to be; none for one contact."""
    if parameters.contact_id:
        return ()
    (balances,) = contact_balances(ctx, side, [Span(None, parameters.end)], parameters.known_at)
    return (Tie(_("By the books"), {key: books.money(sum(balances.values()))}),)
