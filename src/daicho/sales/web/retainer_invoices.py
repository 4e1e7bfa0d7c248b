"""The pages of retainer invoices."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action as Doing
from daicho.documents.core.state import State
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import Labels, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.documents.web.words import MARK_LABELS, MARKS, mark_word
from daicho.kernel.context import Ctx
from daicho.platform.web.page import Page, PageRequest
from daicho.sales.kinds import RETAINER_INVOICE


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=RETAINER_INVOICE, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=RETAINER_INVOICE, document_id=document_id, fields=fields)


def _facts(request: PageRequest, view: DocumentView) -> Iterator[tuple[Any, str]]:
    if view.state is not State.OPEN:
        return
    yield _("Balance due"), request.formats.money(view.balance)
    if view.applied.minor:
        yield MARK_LABELS["drawn_status"], str(MARKS[mark_word(view.marks["drawn_status"])])


_FACE = WebFace(
    kind=RETAINER_INVOICE,
    icon="coin",
    create=_create,
    update=_update,
    facts=_facts,
    labels=Labels(
        plural=_("Retainer invoices"),
        new=_("New retainer invoice"),
        contact=_("Customer"),
        due=_("Due date"),
        created=_("The retainer invoice has been created."),
        updated=_("The retainer invoice has been updated."),
        deleted=_("The retainer invoice has been deleted."),
        cloned=_("The retainer invoice has been cloned. This is the new draft."),
        sent=_("The retainer invoice has been sent."),
        empty_title=_("No retainer invoices yet"),
        empty_text=_("What customers are asked to pay in advance stands here. What they paid is applied to invoices."),
        open_by={"books": _("Mark as sent"), "inventory": _("Mark as sent")},
        save_and_open={"books": _("Save and mark as sent"), "inventory": _("Save and mark as sent")},
        states={
            Doing.SUBMIT: _("Submit for approval"),
            Doing.APPROVE: _("Approve"),
            Doing.REJECT: _("Reject"),
            Doing.DRAFT: _("Make a draft again"),
            Doing.VOID: _("Mark as void"),
        },
        done={
            Doing.SUBMIT: _("The retainer invoice has been submitted for approval."),
            Doing.APPROVE: _("The retainer invoice has been approved."),
            Doing.REJECT: _("The retainer invoice has been rejected."),
            Doing.OPEN: _("The retainer invoice has been marked as sent."),
            Doing.DRAFT: _("The retainer invoice has been marked as draft."),
            Doing.VOID: _("The retainer invoice has been marked as void."),
        },
        delete_question=_("Delete this retainer invoice? This cannot be undone."),
        new_contact=_("New customer"),
    ),
)
RETAINER_INVOICES = document_list(_FACE)
PAGES: list[Page] = document_pages(_FACE, RETAINER_INVOICES)
