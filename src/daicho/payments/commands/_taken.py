"""How much of a payment or credit is used."""

from collections.abc import Mapping

from django.db.models import F

from daicho.documents.commands.settle_documents import settle_documents
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.payments.commands._drawn import refresh_drawn
from daicho.payments.commands.locks import hold
from daicho.payments.core.rules import MORE_THAN_UNUSED
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS
from daicho.payments.models import Payment
from daicho.payments.queries._records import SettledRecord
from daicho.payments.queries.settled_records import settled_records


def held_record(ctx: Ctx, ref: Ref) -> SettledRecord:
    """Return a payment, credit or document, locked. Raises NotFound."""
    hold([ref])
    found = settled_records(ctx, refs=[ref]).get(ref)
    if found is None:
        words = (PAYMENT_KINDS[ref[0]] if ref[0] in PAYMENT_KINDS else DOCUMENTS[ref[0]]).words
        raise NotFound(words.does_not_exist)
    return found


def take(ctx: Ctx, changes: Mapping[Ref, int]) -> None:
    """Add to what is used of locked payments and credits, and applied to documents: minor units, negative to give back.

    Raises RuleBroken (4650, 4712: more than is left).
    """
    for name, kind in DOCUMENTS.items():
        own = {record_id: change for (found, record_id), change in changes.items() if found == name and change}
        if own:
            settle_documents(ctx, kind=kind, changes=own)
    retainers: set[int | None] = set()
    for (name, record_id), change in changes.items():
        if name not in PAYMENT_KINDS or not change:
            continue
        rows = Payment.objects.filter(kind=name, id=record_id)
        row = rows.get()
        if row.used_minor + change > row.amount_minor:
            rest = Money(row.amount_minor - row.used_minor, row.currency_code).value
            message = _("Only %(unused)s of payment %(number)s is unused.")
            raise RuleBroken(MORE_THAN_UNUSED, message, {"unused": rest, "number": row.number})
        rows.update(used_minor=F("used_minor") + change, modified_at=ctx.now)
        retainers.add(row.retainer_id)
    refresh_drawn(ctx, retainers)
