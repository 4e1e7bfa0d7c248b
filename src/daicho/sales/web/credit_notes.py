"""The pages of credit notes."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action as Doing
from daicho.documents.core.state import State
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import Labels, RelatedRow, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.kernel.context import Ctx
from daicho.ledger.web.entries import entries_tab
from daicho.platform.web.detail import Tab, go_to
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.kinds import CREDIT_NOTE
from daicho.sales.queries.related_documents import related_documents
from daicho.sales.web.related import related_rows
from daicho.stock.web.effects import effects_tab


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=CREDIT_NOTE, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=CREDIT_NOTE, document_id=document_id, fields=fields)


def _tabs(request: PageRequest, view: DocumentView) -> Sequence[Tab]:
    tabs = [effects_tab(request, "creditnote", view.document_id)]
    if request.ctx.actor.may("accounts.view"):
        tabs.append(entries_tab(request, "creditnote", view.document_id))
    return tabs


def _related(request: PageRequest, document_id: int) -> Sequence[RelatedRow]:
    return related_rows(request, related_documents(request.ctx, kind="creditnote", document_id=document_id))


def _facts(request: PageRequest, view: DocumentView) -> Iterator[tuple[Any, str]]:
    if view.state is State.OPEN:
        yield _("Not used yet"), request.formats.money(view.balance)


_FACE = WebFace(
    kind=CREDIT_NOTE,
    icon="receipt-refund",
    create=_create,
    update=_update,
    tabs=_tabs,
    related=_related,
    facts=_facts,
    labels=Labels(
        plural=_("Credit notes"),
        new=_("New credit note"),
        contact=_("Customer"),
        due=_("Due date"),
        created=_("The credit note has been created."),
        updated=_("The credit note has been updated."),
        deleted=_("The credit note has been deleted."),
        cloned=_("The credit note has been cloned. This is the new draft."),
        sent=_("The credit note has been sent."),
        empty_title=_("No credit notes yet"),
        empty_text=_("What customers no longer owe stands here. Begin with an invoice, or with a note of its own."),
        open_by={"books": _("Mark as open"), "inventory": _("Mark as open")},
        save_and_open={"books": _("Save and mark as open"), "inventory": _("Save and mark as open")},
        states={
            Doing.SUBMIT: _("Submit for approval"),
            Doing.APPROVE: _("Approve"),
            Doing.REJECT: _("Reject"),
            Doing.DRAFT: _("Make a draft again"),
            Doing.VOID: _("Mark as void"),
        },
        done={
            Doing.SUBMIT: _("The credit note has been submitted for approval."),
            Doing.APPROVE: _("The credit note has been approved."),
            Doing.REJECT: _("The credit note has been rejected."),
            Doing.OPEN: _("The credit note has been marked as open."),
            Doing.DRAFT: _("The credit note has been marked as draft."),
            Doing.VOID: _("The credit note has been marked as void."),
        },
        delete_question=_("Delete this credit note? This cannot be undone."),
        new_contact=_("New customer"),
    ),
)
CREDIT_NOTES = document_list(_FACE)


def _of_invoice(request: PageRequest, invoice_id: int) -> HttpResponse:
    """Make a draft of what is not credited of the invoice and open its form, where a part may be chosen."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    made = credit_invoice(request.ctx, invoice_id=invoice_id, is_open=False)
    announce(request, gettext("This is the draft of the credit note. Take out what is not credited."))
    return go_to(request, page_url(request.ctx, "creditnote_edit", creditnote_id=made))


PAGES: list[Page] = [
    *document_pages(_FACE, CREDIT_NOTES),
    Page(
        "invoices/<id:invoice_id>/credit/", "invoice_credit", "invoices.view", _of_invoice, "creditnotes.create"
    ),
]  # fmt: skip
