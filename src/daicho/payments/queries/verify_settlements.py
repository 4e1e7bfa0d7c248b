"""Proof that settlements are whole: what is used and applied is the sum of the uses, and the books say the same."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS
from daicho.payments.models import Payment, Refund
from daicho.payments.models import Use as UseRow
from daicho.platform.verification import Mismatch
from daicho.sales.core.drawn import drawn_mark
from daicho.sales.kinds import RETAINER_INVOICE


def verify_settlements(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every payment and document of which another amount is used or applied than its uses and refunds say."""
    del ctx  # the organisation is in scope
    taken: Counter[Ref] = Counter()
    for kind, source_id, amount in _sums(UseRow, "source", "amount_minor"):
        taken[kind, source_id] += amount
    for kind, source_id, amount in _sums(Refund, "source", "amount_minor"):
        taken[kind, source_id] += amount
    for column in ("amount_minor", "withheld_minor"):
        for kind, target_id, amount in _sums(UseRow, "target", column):
            taken[kind, target_id] += amount
    yield from _retainers()
    kept = dict(_kept())
    for ref in sorted(kept.keys() | taken.keys()):
        if kept.get(ref, 0) != taken[ref]:
            yield Mismatch("settled amounts", f"{ref[0]} {ref[1]}", f"kept {kept.get(ref, 0)}, uses {taken[ref]}")


def _retainers() -> Iterator[Mismatch]:
    """Yield every retainer invoice of which another amount is paid or drawn than its payments say."""
    header = RETAINER_INVOICE.header
    paid = Payment.objects.filter(retainer__isnull=False).order_by().values("retainer_id")
    sums = paid.annotate(paid=Sum("amount_minor"), drawn=Sum("used_minor")).values_list("retainer_id", "paid", "drawn")
    said = {retainer_id: (amount, drawn_mark(amount, used)) for retainer_id, amount, used in sums}
    rows = header.objects.exclude(applied_minor=0, drawn_status="").values_list("id", "applied_minor", "drawn_status")
    kept = {retainer_id: (amount, mark) for retainer_id, amount, mark in rows}
    for retainer_id in sorted(said.keys() | kept.keys()):
        here, there = kept.get(retainer_id, (0, "")), said.get(retainer_id, (0, ""))
        if here != there:
            yield Mismatch("paid retainers", f"retainerinvoice {retainer_id}", f"kept {here}, payments {there}")


def _sums(model: type[UseRow] | type[Refund], side: str, column: str) -> Iterator[tuple[str, int, int]]:
    names = (f"{side}_kind", f"{side}_id")
    rows = model.objects.order_by().values(*names).annotate(amount=Sum(column))
    yield from rows.values_list(*names, "amount").iterator()


def _kept() -> Iterator[tuple[Ref, int]]:
    """Yield what is kept at payments and documents; what was written off was not settled by anything."""
    for name in PAYMENT_KINDS:
        for payment_id, used in Payment.objects.filter(kind=name, used_minor__gt=0).values_list("id", "used_minor"):
            yield (name, payment_id), used
    for name, kind in DOCUMENTS.items():
        lost = ("written_off_minor",) if hasattr(kind.header, "written_off_minor") else ()
        rows = kind.header.objects.filter(applied_minor__gt=0).values_list("id", "applied_minor", *lost)
        for document_id, applied, *written_off in rows.iterator():
            if applied - sum(written_off):
                yield (name, document_id), applied - sum(written_off)
