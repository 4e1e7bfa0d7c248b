"""Proof that an organisation's history is whole: the audit chain and the change feed."""

from collections.abc import Iterator
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.platform.models import AuditRecord, Change, OrganizationHead
from daicho.platform.work import audit_hash


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something derived that differs from what it is derived from. `check` names the rule, `detail` says what."""

    check: str
    record: str
    detail: str


def verify_history(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every break in the organisation's audit chain and every gap in its change feed."""
    head = OrganizationHead.objects.filter(organization_id=ctx.organization_id).first()
    yield from _audit_breaks(head)
    expected = 0
    for sequence in Change.objects.order_by("sequence").values_list("sequence", flat=True).iterator():
        expected += 1
        if sequence != expected:
            yield Mismatch("change feed", str(expected), f"change {expected} is missing")
            expected = sequence
    if expected != (head.change_sequence if head else 0):
        yield Mismatch("change feed", str(expected), "the latest changes are missing")


def _audit_breaks(head: OrganizationHead | None) -> Iterator[Mismatch]:
    previous, expected = "", 0
    for record in AuditRecord.objects.order_by("sequence").iterator():
        expected += 1
        if record.sequence != expected or record.previous_hash != previous or audit_hash(record) != record.hash:
            yield Mismatch("audit chain", str(record.sequence), "the record was changed, or the one before it removed")
        previous, expected = record.hash, record.sequence
    if (expected, previous) != ((head.audit_sequence, head.audit_hash) if head else (0, "")):
        yield Mismatch("audit chain", str(expected), "the latest records are missing")
