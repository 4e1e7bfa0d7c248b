"""Change a document."""

from typing import Any

from daicho.documents.commands._approval import begin_again
from daicho.documents.commands._books import (
    counts,
    follow_settled,
    follow_up,
    named_lines,
    post_books,
    refuse_applied,
    refuse_locked,
)
from daicho.documents.commands._choices import completed, with_choices
from daicho.documents.commands._defaults import keep_defaults
from daicho.documents.commands._line_values import forget_lines, write_line_values
from daicho.documents.commands._numbers import refuse_used_number
from daicho.documents.commands._rows import changed, line_rows, snapshot
from daicho.documents.commands._source_lines import hold_source_lines
from daicho.documents.commands.locks import locked_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import BELOW_APPLIED, HAS_DEPENDANTS, NOT_EDITABLE
from daicho.documents.core.state import EDITABLE, State
from daicho.documents.queries.draft_document import Draft, draft_document
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, missing
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.organizations.approvals import is_partly_approved
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work

_AMOUNTS = ("discount_minor", "document_discount_minor", "amount_minor", "tax_minor")
"""What lines get of the totals."""


def update_document(ctx: Ctx, *, kind: Kind, document_id: int, fields: DocumentFields) -> None:
    """Change what `fields` give; its lines replace all lines.

    A document that somebody approved begins its approval again; what a document did to stock and books is corrected.
    Raises NotFound, InvalidInput, RuleBroken (4703: its state forbids it; 36: something was made of it; 4710: its total
    would be less than what is applied to it; 4711: its contact or currency, while something is applied; 4310: a locked
    day).
    """
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx) as unit:
        stored = locked_document(kind, document_id)
        header = stored.header
        if header.state not in EDITABLE:
            raise RuleBroken(NOT_EDITABLE, _("A void, cancelled, billed or closed document cannot be changed."))
        if kind.processed(ctx, [document_id]):
            raise RuleBroken(HAS_DEPENDANTS, _("Something was made of this document already; delete that first."))
        rows = list(kind.line.objects.filter(document_id=document_id).order_by("position", "id"))
        before = snapshot(kind, header, rows)
        fields = completed(ctx, kind, fields)
        draft = draft_document(ctx, kind=kind, fields=with_choices(ctx, fields), stored=stored)
        _check_settled(kind, header, draft)
        does_count = counts(kind, header.state)
        if does_count:
            refuse_locked(ctx, kind, [header.date, draft.day])
        for name, value in draft.columns.items():
            setattr(header, name, value)
        header.number = _number(ctx, kind, header, fields)
        was_approved = _was_approved(ctx, kind, header)
        header.modified_at = ctx.now
        lines = line_rows(ctx, kind, document_id, draft)
        hold_source_lines(ctx, kind, header, lines)
        custom = set_custom_values(
            ctx, entity=kind.entity, entity_id=document_id, given=fields.get("custom_fields"), is_new=False
        )
        keep_defaults(ctx, kind, fields)
        kind.header.objects.bulk_update([header], [*draft.columns, "number", "modified_at"])
        _write_lines(kind, document_id, lines, kept=set(stored.lines), columns=[*draft.lines[0].columns, *_AMOUNTS])
        forget_lines(ctx, kind, set(stored.lines) - {line.id for line in lines})
        write_line_values(ctx, kind, draft, lines)
        if does_count:
            post_books(ctx, kind, document_id)
            follow_settled(ctx, kind, header)
        follow_up(ctx, kind, named_lines([*rows, *lines]))
        old, new = changed(before, {**snapshot(kind, header, lines), **custom})
        unit.record(kind.entity, document_id, "updated", before=old, after=new)
        if was_approved:
            begin_again(ctx, kind, unit, header)


def _was_approved(ctx: Ctx, kind: Kind, header: Any) -> bool:
    """Tell whether somebody approved what is being changed, wholly or in part, so that it has to be approved again."""
    if header.state == State.PENDING_APPROVAL:
        return is_partly_approved(ctx, entity=kind.entity, entity_id=header.id)
    return header.state == State.APPROVED and approval_rule(ctx, module=kind.module).is_needed


def _check_settled(kind: Kind, header: Any, draft: Draft) -> None:
    if not kind.settling or not header.applied_minor:
        return
    columns = draft.columns
    if any(getattr(header, name) != columns[name] for name in ("contact_id", "currency_code")):
        refuse_applied(kind, header)
    if draft.result.total < header.applied_minor:
        applied = Money(header.applied_minor, header.currency_code).value
        message = _("%(applied)s is applied already: the total must not be less.")
        raise RuleBroken(BELOW_APPLIED, message, {"applied": applied})


def _number(ctx: Ctx, kind: Kind, header: Any, fields: DocumentFields) -> str:
    number = fields.get("number", header.number).strip()
    if not number:
        raise InvalidInput([missing(kind.names.number)])
    if number != header.number or kind.has_foreign_numbers:
        refuse_used_number(ctx, kind, number, contact_id=header.contact_id, but=header.id)
    return number


def _write_lines(
    kind: Kind, document_id: int, lines: list[object], *, kept: set[int], columns: list[str]
) -> None:  # fmt: skip
    """Change `columns` of the lines that stay, in place, so that what refers to them keeps doing so."""
    staying = {line.id for line in lines} & kept  # type: ignore[attr-defined]
    kind.line.objects.filter(document_id=document_id, id__in=kept - staying).delete()
    if staying:
        kind.line.objects.bulk_update([line for line in lines if line.id in staying], columns)  # type: ignore[attr-defined]
    kind.line.objects.bulk_create([line for line in lines if line.id not in staying])  # type: ignore[attr-defined]
