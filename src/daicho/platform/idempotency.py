"""One answer for a request that is sent twice (INTERFACE; zoho-surface 2.7)."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.platform.models import IdempotencyRecord

KEPT = timedelta(days=7)
KEY_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer that was given the first time."""

    status: int
    body: str


def fingerprint(*parts: bytes) -> str:
    """Return the hash of a request's parts (method, path, query, body)."""
    return hashlib.sha256(b"\x00".join(parts)).hexdigest()


def earlier_answer(ctx: Ctx, *, key: str, request_fingerprint: str) -> Answered | None:
    """Return the answer already given to `key`, None for a new key.

    Raises InvalidInput (code 4) when the key was used for a different request, or is too long.
    """
    if len(key) > KEY_LENGTH:
        raise InvalidInput(
            [FieldError("Idempotency-Key", _("%(field)s is too long."), {"field": "Idempotency-Key"}, 4)]
        )
    record = _records(ctx, key).filter(created_at__gt=ctx.now - KEPT).first()
    if record is None:
        return None
    if record.fingerprint != request_fingerprint:
        message = _("This Idempotency-Key was used for a different request.")
        raise InvalidInput([FieldError("Idempotency-Key", message, {}, 4)])
    return Answered(record.status, record.body)


def take_key(ctx: Ctx, *, key: str, request_fingerprint: str) -> Answered | None:
    """Take `key` inside the transaction of the work, or return the answer already given to it.

    A second request with the same key waits until the first has committed or rolled back. `keep_answer` must follow in
    the same transaction. Raises InvalidInput (code 4) when the key was used for a different request.
    """
    row = IdempotencyRecord(
        organization_id=ctx.organization_id,
        key=key,
        fingerprint=request_fingerprint,
        status=0,
        body="",
        created_at=ctx.now,
    )
    IdempotencyRecord.objects.filter(key=key, created_at__lte=ctx.now - KEPT).delete()
    IdempotencyRecord.objects.bulk_create([row], ignore_conflicts=True)
    held = IdempotencyRecord.objects.filter(key=key).values_list("id", flat=True).first()
    return None if held == row.id else earlier_answer(ctx, key=key, request_fingerprint=request_fingerprint)


def keep_answer(ctx: Ctx, *, key: str, request_fingerprint: str, status: int, body: str) -> None:
    """Keep the answer, in the transaction of the work itself."""
    _records(ctx, key).delete()
    IdempotencyRecord.objects.bulk_create(
        [
            IdempotencyRecord(
                organization_id=ctx.organization_id,
                key=_own_key(ctx, key),
                fingerprint=request_fingerprint,
                status=status,
                body=body,
                created_at=ctx.now,
            )
        ]
    )


def _records(ctx: Ctx, key: str) -> "QuerySet[IdempotencyRecord]":
    # The organisation is named as well: 0, outside of all, is a scope that sees every row.
    return IdempotencyRecord.objects.filter(organization_id=ctx.organization_id, key=_own_key(ctx, key))


def _own_key(ctx: Ctx, key: str) -> str:
    """Return the key as it is kept: nobody can ask for the answer another person got."""
    return f"{ctx.actor.user_id}/{key}"
