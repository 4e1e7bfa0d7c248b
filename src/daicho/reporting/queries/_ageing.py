"""What both ageing reports share."""

from collections.abc import Mapping

from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Tie
from daicho.reporting.queries._books import Books

CONTACT = (Column("contact_id", _("Contact ID"), Kind.ID), Column("contact_name", _("Contact")))


def control_tie(balances: Mapping[int, int], parameters: Parameters, books: Books, key: str) -> tuple[Tie, ...]:
    """Return the balance of the control accounts (by contact), which the total has to be; none for one contact."""
    if parameters.contact_id:
        return ()
    return (Tie(_("By the books"), {key: books.money(sum(balances.values()))}),)
