"""Taking an import back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from daicho.catalog.commands.delete_item import delete_item
from daicho.catalog.commands.set_items_active import set_items_active
from daicho.contacts.commands.delete_contact import delete_contact
from daicho.contacts.commands.set_contacts_active import set_contacts_active
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.core.kind import Kind as DocumentKind
from daicho.exchange.commands._load import DOCUMENT_KINDS
from daicho.exchange.commands.locks import locked_batch
from daicho.exchange.models import ImportBatch, ImportedRecord
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands.delete_account import delete_account
from daicho.ledger.commands.set_account_active import set_account_active
from daicho.platform.jobs import enqueue
from daicho.platform.work import unit_of_work

NOTHING_TO_UNDO = 4901
AT_ONCE = 200
"""Most records that are taken back while the person waits."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many records went, and how many are in use and were made inactive instead, or stay."""

    deleted: int
    deactivated: int


def undo_import(ctx: Ctx, *, batch_id: int, in_background: bool = False) -> Undone | None:
    """Delete what the import created; what is in use by now becomes inactive, documents in use stay.

    Updated records keep their new values.

    Many records are left to a job (None). Raises NotFound, RuleBroken (4901) for an import that was not carried out,
    or is undone.
    """
    ctx.require("exchange.create")
    with unit_of_work(ctx) as unit:
        batch = locked_batch(batch_id)
        if batch.state != (ImportBatch.State.WAITING if in_background else ImportBatch.State.DONE):
            raise RuleBroken(NOTHING_TO_UNDO, _("There is nothing to undo: the import was not carried out."))
        if batch.created_count > AT_ONCE and not in_background:
            ImportBatch.objects.filter(id=batch_id).update(state=ImportBatch.State.WAITING, modified_at=ctx.now)
            person = {"user_id": ctx.actor.user_id, "name": ctx.actor.name}
            enqueue(ctx, "exchange.import", {"batch_id": batch_id, "undo": True, **person})
            return None
        undone = _take_back(ctx, batch)
        ImportBatch.objects.filter(id=batch_id).update(state=ImportBatch.State.UNDONE, modified_at=ctx.now)
        unit.record("import", batch_id, "undone", after={"deleted": undone.deleted, "deactivated": undone.deactivated})
    return undone


def _take_back(ctx: Ctx, batch: ImportBatch) -> Undone:
    delete, deactivate = _TAKE_BACK[batch.kind]
    deleted = deactivated = 0
    # The last made go first: a sub-account before the account above it.
    for record_id in ImportedRecord.objects.filter(batch=batch).order_by("-id").values_list("record_id", flat=True):
        try:
            with transaction.atomic():
                delete(ctx, record_id)
            deleted += 1
        except RuleBroken:
            deactivate(ctx, record_id)
            deactivated += 1
        except NotFound:
            continue
    return Undone(deleted, deactivated)


_Step = Callable[[Ctx, int], None]


def _deletion(kind: DocumentKind) -> _Step:
    return lambda ctx, record_id: delete_document(ctx, kind=kind, document_id=record_id)


def _nothing(ctx: Ctx, record_id: int) -> None:
    del ctx, record_id


_TAKE_BACK: Mapping[str, tuple[_Step, _Step]] = {
    "contacts": (
        lambda ctx, record_id: delete_contact(ctx, contact_id=record_id),
        lambda ctx, record_id: set_contacts_active(ctx, contact_ids=[record_id], active=False),
    ),
    "items": (
        lambda ctx, record_id: delete_item(ctx, item_id=record_id),
        lambda ctx, record_id: set_items_active(ctx, item_ids=[record_id], active=False),
    ),
    "accounts": (
        lambda ctx, record_id: delete_account(ctx, account_id=record_id),
        lambda ctx, record_id: set_account_active(ctx, account_id=record_id, is_active=False),
    ),
    **{kind.module: (_deletion(kind), _nothing) for kind in DOCUMENT_KINDS},
}
"""Kind → how a record of it is deleted, and how it is made inactive; documents in use stay as they are."""
