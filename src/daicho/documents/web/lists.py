"""The list of documents of one kind."""

from collections.abc import Callable
from typing import Any, get_args

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.core.state import STATUS_NAMES, Action, State, late_name, open_name
from daicho.documents.queries._listing import listing_of, mark_choices, statuses_of
from daicho.documents.queries._views import DocumentRow
from daicho.documents.queries.document_pdf import document_pdf
from daicho.documents.queries.list_documents import list_documents
from daicho.documents.web.face import WebFace
from daicho.documents.web.words import MARK_LABELS, MARKS, SOURCINGS, mark_badge, mark_word, status_badge
from daicho.kernel.context import Application, Ctx
from daicho.organizations.queries.waiting_for_me import WAITING_FOR_ME
from daicho.platform.listing import Criteria, Rows
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.notes import file_response

_STATUSES = ("draft", "pending_approval", "approved", "rejected", "open", "overdue", "closed")
_SETTLED_VIEWS = (
    ("sent", _("Sent")), ("partially_paid", _("Partially paid")), ("paid", _("Paid")),
)  # fmt: skip
_SOURCINGS = tuple((sourcing.value, word) for sourcing, word in SOURCINGS.items())
_FIRST_VIEWS = (("draft", _("Draft")), ("pending_approval", _("Pending approval")), ("open", _("Open")))


_BALANCE: Column[DocumentRow] = Column("balance", _("Balance"), lambda row: row.balance, align="end", sort="balance")


def document_list(face: WebFace) -> ListPage[DocumentRow]:
    """Return the list page of the face's kind."""
    kind, labels, names = face.kind, face.labels, face.kind.names
    late = ((late_name(kind.entity), _(STATUS_NAMES[late_name(kind.entity)])),) if kind.can_be_late else ()
    if kind.purpose == "sale" and "sourcing" in kind.marks:
        late = (*late, (State.ON_HOLD.value, _(STATUS_NAMES[State.ON_HOLD])))
    if kind.settling == "due":
        late = (*late, *_SETTLED_VIEWS[1:])
    end = (
        (("void", _("Void")),)
        if Action.VOID in kind.moves
        else (("accepted", _("Accepted")), ("declined", _("Declined")))
        if Action.ACCEPT in kind.moves
        else (("billed", _("Billed")), ("cancelled", _("Cancelled")))
    )
    words = {status: _(STATUS_NAMES[status]) for status in _STATUSES if status != "overdue" or late}
    words |= {status: word for status, word in late if status == State.ON_HOLD}
    if kind.can_be_viewed:
        late = (("viewed", _("Viewed")), *late)
        words["viewed"] = _("Viewed")

    def rows(ctx: Ctx, *, criteria: Criteria) -> Rows[DocumentRow]:
        return list_documents(ctx, kind=kind, criteria=criteria, with_parts=False)

    return ListPage(
        name=face.list_name,
        title=labels.plural,
        permission=f"{kind.module}.view",
        listing=listing_of(kind),
        rows=rows,
        columns=_columns(face),
        row_id=lambda row: row.document_id,
        detail=face.page(),
        detail_key=names.id,
        entities=(kind.entity, "contact"),
        empty=Empty(labels.empty_title, labels.empty_text, icon=face.icon),
        views=(
            BuiltInView("waiting_for_me", _("Waiting for my approval"), filter_by=WAITING_FOR_ME),
            *(
                BuiltInView(status, label, parameters={"status": status})
                for status, label in (*_FIRST_VIEWS, *late, *end)
            ),
        ),
        words={
            application: {
                "open": _(STATUS_NAMES[open_name(kind.entity, application)]),
                "bulk_open": labels.open_by[application],
            }
            for application in get_args(Application)
        },
        chips=_chips(face, (*words.items(), *end)),
        bulk=_bulk(face),
        create=face.page("create"),
        create_label=labels.new,
        create_permission=f"{kind.module}.create",
        imports=f"{face.list_name}_import",
        imports_permission="exchange.create",
        muted=lambda row: row.status in {"void", "cancelled"},
        icon=face.icon,
    )  # fmt: skip


def _chips(face: WebFace, statuses: tuple[tuple[str, Any], ...]) -> tuple[Chip, ...]:
    kind, labels, names = face.kind, face.labels, face.kind.names
    return (
        Chip(names.number, _("Number")),
        Chip(names.contact_name, labels.contact),
        Chip("status", _("Status"), choices=statuses),
        Chip("date", _("Date")),
        Chip(names.due, labels.due),
        Chip("total", _("Total")),
        Chip("reference_number", _("Reference number")),
        Chip("item_name", _("Item")),
        *(Chip(mark, MARK_LABELS[mark], choices=_mark_choices(mark)) for mark in statuses_of(kind)),
        *([Chip("sourcing", _("Sourcing"), choices=_SOURCINGS)] if "sourcing" in kind.marks else []),
    )


def _columns(face: WebFace) -> tuple[Column[DocumentRow], ...]:
    labels, names = face.labels, face.kind.names
    return (
        Column(names.number, _("Number"), lambda row: row.number, sort=names.number, main=True),
        Column("date", _("Date"), lambda row: row.date, sort="date"),
        Column(names.contact_name, labels.contact, lambda row: row.contact_name, sort=names.contact_name),
        Column(
            "reference_number",
            _("Reference number"),
            lambda row: row.reference,
            sort="reference_number",
            shown=not face.kind.marks,
        ),
        Column(names.due, labels.due, lambda row: row.due, sort=names.due),
        Column("status", _("Status"), lambda row: status_badge(row.status), sort="status"),
        Column("total", _("Total"), lambda row: row.total, align="end", sort="total"),
        *([_BALANCE] if face.kind.settling else []),
        *(_mark_column(mark) for mark in statuses_of(face.kind)),
        *([Column("sourcing", _("Sourcing"), _sourcing, shown=False)] if "sourcing" in face.kind.marks else []),
        Column("sub_total", _("Subtotal"), lambda row: row.sub_total, align="end", shown=False),
        Column("salesperson_name", _("Salesperson"), lambda row: row.salesperson_name, shown=False),
        Column("delivery_method", _("Delivery method"), lambda row: row.delivery_method, shown=False),
        Column("is_emailed", _("Sent by email"), lambda row: row.is_emailed, shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
        Column(
            "last_modified_time", _("Modified"), lambda row: row.modified_at, sort="last_modified_time", shown=False
        ),
    )


def _sourcing(row: DocumentRow) -> Any:
    return SOURCINGS.get(row.marks["sourcing"], "")


def _mark_choices(mark: str) -> tuple[tuple[str, Any], ...]:
    return tuple((name, MARKS[mark_word(name)]) for name in mark_choices(mark))


def _mark_column(mark: str) -> Column[DocumentRow]:
    """The column of a mark: whether all, a part or nothing of an order was packed."""
    return Column(mark, MARK_LABELS[mark], lambda row: mark_badge(row.marks[mark]))


def _bulk(face: WebFace) -> tuple[BulkAction, ...]:
    kind = face.kind
    edit, approve = f"{kind.module}.edit", f"{kind.module}.approve"

    def act(action: Action) -> Callable[[Ctx, int], None]:
        return lambda ctx, document_id: change_state(ctx, kind=kind, document_id=document_id, action=action)

    def printed(ctx: Ctx, document_ids: list[int]) -> HttpResponse:
        name, content = document_pdf(ctx, kind=kind, document_ids=document_ids)
        return file_response(name, "application/pdf", content)

    return (
        BulkAction("print", _("Print"), f"{kind.module}.view", answer=printed, icon="printer"),
        BulkAction("open", _("Mark as open"), edit, act(Action.OPEN), _("%(count)s marked."), icon="check"),
        BulkAction(
            "submit", _("Submit for approval"), edit, act(Action.SUBMIT), _("%(count)s submitted."), icon="send"
        ),
        BulkAction("approve", _("Approve"), approve, act(Action.APPROVE), _("%(count)s approved."), icon="check"),
        BulkAction(
            "delete",
            _("Delete"),
            f"{kind.module}.delete",
            lambda ctx, document_id: delete_document(ctx, kind=kind, document_id=document_id),
            _("%(count)s deleted."),
            icon="trash",
            confirm=_("Delete the ticked documents? This cannot be undone."),
            danger=True,
        ),
    )
