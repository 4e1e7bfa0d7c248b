"""Numbers of payments: taken from the series of the kind, or given and not in use yet."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate
from daicho.kernel.periods import fiscal_year_of
from daicho.organizations.queries.profile import organization_profile
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.platform.numbering import hold_series, next_number


def payment_number(ctx: Ctx, kind: PaymentKind, given: str, *, day: date, but: int = 0) -> str:
    """Return the given number, or the next free one. Raises InvalidInput where another payment than `but` has it."""
    others = Payment.objects.filter(kind=kind.entity).exclude(id=but)
    if number := given.strip():
        hold_series(ctx, kind.entity)
        if others.filter(number=number).exists():
            raise InvalidInput([duplicate("payment_number", number)])
        return number
    start = fiscal_year_of(day, organization_profile(ctx).fiscal_year_start_month).start
    while True:
        number = next_number(ctx, kind.entity, fiscal_year_start=start)
        if not others.filter(number=number).exists():
            return number
