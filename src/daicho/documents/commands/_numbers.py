"""Numbers of documents: taken from the series, or given and not in use yet."""

from datetime import date

from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate, missing
from daicho.kernel.periods import fiscal_year_of
from daicho.platform.numbering import hold_series, next_number


def document_number(
    ctx: Ctx, kind: Kind, given: str, *, contact_id: int, day: date, fiscal_year_start_month: int
) -> str:
    """Return the given number, or the next free one of the series.

    Raises InvalidInput for one in use, and for none where the numbers are the contact's own.
    """
    number = given.strip()
    if number:
        refuse_used_number(ctx, kind, number, contact_id=contact_id)
        return number
    if kind.has_foreign_numbers:
        raise InvalidInput([missing(kind.names.number)])
    start = fiscal_year_of(day, fiscal_year_start_month).start
    while True:
        number = next_number(ctx, kind.entity, fiscal_year_start=start)
        if not kind.header.objects.filter(number=number).exists():
            return number


def refuse_used_number(ctx: Ctx, kind: Kind, number: str, *, contact_id: int, but: int = 0) -> None:
    """Raise InvalidInput where another document than `but` has this number; nobody takes it meanwhile.

    Where the numbers are the contact's own, another of that contact. Those have no series of ours: all wait for one.
    """
    hold_series(ctx, "vendorcredit" if kind.has_foreign_numbers else kind.entity)
    others = kind.header.objects.filter(number=number).exclude(id=but)
    if (others.filter(contact_id=contact_id) if kind.has_foreign_numbers else others).exists():
        raise InvalidInput([duplicate(kind.names.number, number)])
