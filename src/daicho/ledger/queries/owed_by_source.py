"""What customers owe, by what made them owe it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from daicho.kernel.context import Ctx
from daicho.ledger.models import Account, JournalLine


@dataclass(frozen=True, slots=True)
class Owed:
    """What a source did on `day` to what a customer owes, in minor units of `currency_code`, debit positive."""

    contact_id: int
    kind: str
    source_id: int
    number: str
    day: date
    currency_code: str
    amount: int


def owed_by_source(ctx: Ctx, *, contact_ids: Sequence[int], until: date) -> Iterator[Owed]:
    """Yield what every source has on the receivable accounts and in the customers' advances until a day.

    Sources that come to nothing on a day are left out. One statement.
    """
    del ctx  # the organisation is in scope
    receivable = Account.objects.filter(account_type="accounts_receivable").values("id")
    advances = Account.objects.filter(system_key="customer_advances").values("id")
    lines = JournalLine.objects.filter(
        account_id__in=receivable.union(advances), contact_id__in=contact_ids, day__lte=until
    )
    columns = ("contact_id", "entry__source_kind", "entry__source_id", "day", "currency_code")
    rows = lines.order_by().values(*columns).annotate(
        amount=Sum("currency_amount_minor"), number=Max("entry__source_number")
    )  # fmt: skip
    for contact_id, kind, source_id, day, currency, amount, number in rows.values_list(*columns, "amount", "number"):
        if amount:
            yield Owed(contact_id, kind, source_id, number, day, currency, int(amount))
