"""What the packages below may ask of closing statements (config/wiring.py)."""

from collections.abc import Collection

from daicho.closings.core.rules import TWO_CHAINS
from daicho.closings.models import ClosingStatement, ClosingStatementLine
from daicho.contacts.core.uses import ContactUse
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.notifications import owners_in

statement_owners = owners_in(ClosingStatement, "invoices")


def contacts_in_use(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the contacts that have closing statements, cancelled ones too."""
    del ctx  # the organisation is in scope
    return set(ClosingStatement.objects.filter(contact_id__in=ids).values_list("contact_id", flat=True))


def invoices_in_use(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the invoices that post a statement's difference of tax: they go with it."""
    return _differences("invoice", ids)


def credit_notes_in_use(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the credit notes that post a statement's difference of tax."""
    return _differences("creditnote", ids)


def _differences(kind: str, ids: Collection[int]) -> set[int]:
    made = ClosingStatementLine.objects.filter(source_kind=kind, source_id__in=ids, is_difference=True)
    return set(made.filter(statement__state="closed").values_list("source_id", flat=True))


def _move(ctx: Ctx, source_id: int, target_id: int) -> None:
    """Let statements follow a merge; two rows of statements cannot become one.

    Raises RuleBroken (4696) where both contacts have statements that count.
    """
    counting = ClosingStatement.objects.filter(contact_id__in=[source_id, target_id], state="closed")
    if len(set(counting.values_list("contact_id", flat=True))) > 1:
        raise RuleBroken(
            TWO_CHAINS,
            _("Both contacts have closing statements, which cannot become one; cancel those of one of them first."),
        )
    ClosingStatement.objects.filter(contact_id=source_id).update(contact_id=target_id, modified_at=ctx.now)


CONTACTS = ContactUse(move=_move)
