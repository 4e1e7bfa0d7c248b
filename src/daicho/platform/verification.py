"""Proof that an organisation's history is whole: the audit chain, which is the change feed as well."""

from collections.abc import Iterator
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.platform.models import AuditRecord, OrganizationHead
from daicho.platform.work import audit_hash


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something derived that differs from what it is derived from. `check` names the rule, `detail` says what."""

    check: str
    record: str
    detail: str


def verify_history(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every break in the organisation's audit chain."""
    head = OrganizationHead.objects.filter(organization_id=ctx.organization_id).first()
    previous, expected = "", 0
    for record in AuditRecord.objects.order_by("sequence").iterator():
        expected += 1
        if record.sequence != expected or record.previous_hash != previous or audit_hash(record) != record.hash:
            yield Mismatch("audit chain", str(record.sequence), "the record was changed, or the one before it removed")
        previous, expected = record.hash, record.sequence
    if (expected, previous) != ((head.sequence, head.hash) if head else (0, "")):
        yield Mismatch("audit chain", str(expected), "the latest records are missing")
