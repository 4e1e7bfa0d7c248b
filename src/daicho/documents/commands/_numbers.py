"""Numbers of documents: taken from the series, or given and not in use yet."""

from datetime import date

from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate
from daicho.kernel.periods import fiscal_year_of
from daicho.platform.numbering import hold_series, next_number


def document_number(ctx: Ctx, kind: Kind, given: str, *, day: date, fiscal_year_start_month: int) -> str:
    """Return the given number, or the next free one of the series. Raises InvalidInput for one in use."""
    number = given.strip()
    if number:
        refuse_used_number(ctx, kind, number, 0)
        return number
    start = fiscal_year_of(day, fiscal_year_start_month).start
    while True:
        number = next_number(ctx, kind.entity, fiscal_year_start=start)
        if not kind.header.objects.filter(number=number).exists():
            return number


def refuse_used_number(ctx: Ctx, kind: Kind, number: str, document_id: int) -> None:
    """Raise InvalidInput where another document than `document_id` has this number; nobody takes it meanwhile."""
    hold_series(ctx, kind.entity)
    if kind.header.objects.filter(number=number).exclude(id=document_id).exists():
        raise InvalidInput([duplicate(kind.names.number, number)])
