"""Make a document."""

from daicho.documents.commands._approval import refuse_unapproved
from daicho.documents.commands._books import counts, follow_opened, follow_up, named_lines, post_books, refuse_locked
from daicho.documents.commands._choices import completed, with_choices
from daicho.documents.commands._defaults import keep_defaults
from daicho.documents.commands._line_values import write_line_values
from daicho.documents.commands._numbers import document_number
from daicho.documents.commands._rows import line_rows, snapshot
from daicho.documents.commands._source_lines import hold_source_lines
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State
from daicho.documents.queries.draft_document import draft_document
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


def create_document(ctx: Ctx, *, kind: Kind, fields: DocumentFields, is_open: bool = False) -> int:
    """Make a draft of `kind`, or one that counts at once (`is_open`), and return its id.

    A number is used as given, else it comes from the series. Raises InvalidInput, RuleBroken (see `draft_document`;
    4705: approval first; 4310: its day is locked; 4713, 4714: of an order that has not so much left).
    """
    state = State.OPEN if is_open else State.DRAFT
    ctx.require(f"{kind.module}.create")
    with unit_of_work(ctx) as unit:
        fields = completed(ctx, kind, fields, is_new=True)
        draft = draft_document(ctx, kind=kind, fields=with_choices(ctx, fields))
        if is_open and not fields.get("tax_differences"):
            refuse_unapproved(ctx, kind)
        if counts(kind, state):
            refuse_locked(ctx, kind, [draft.day])
        document_id = new_id()
        custom = set_custom_values(
            ctx, entity=kind.entity, entity_id=document_id, given=fields.get("custom_fields"), is_new=True
        )
        keep_defaults(ctx, kind, fields)
        month = draft.profile.fiscal_year_start_month
        day = draft.day
        header = kind.header(
            id=document_id,
            organization_id=ctx.organization_id,
            number=document_number(
                ctx,
                kind,
                fields.get("number", ""),
                contact_id=draft.contact.contact_id,
                day=day,
                fiscal_year_start_month=month,
            ),
            state=state,
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **draft.columns,
        )
        lines = line_rows(ctx, kind, document_id, draft)
        hold_source_lines(ctx, kind, header, lines)
        kind.header.objects.bulk_create([header])
        kind.line.objects.bulk_create(lines)
        write_line_values(ctx, kind, draft, lines)
        if counts(kind, state):
            post_books(ctx, kind, document_id, is_new=True)
        follow_up(ctx, kind, named_lines(lines))
        unit.record(kind.entity, document_id, "created", after={**snapshot(kind, header, lines), **custom})
        if counts(kind, state):
            follow_opened(ctx, kind, document_id)
    return document_id
