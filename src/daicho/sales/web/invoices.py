"""The pages of invoices."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.edit import create_page
from daicho.documents.web.face import Labels, RelatedRow, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.kernel.context import Ctx
from daicho.ledger.web.entries import entries_tab
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.detail import Action, Tab, action_page, go_to
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce
from daicho.sales.commands.cancel_write_off import cancel_write_off
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.core.qualified_invoice import missing_items
from daicho.sales.kinds import INVOICE
from daicho.sales.queries.invoice_facts import invoice_facts
from daicho.sales.queries.related_documents import related_documents
from daicho.sales.web.related import related_rows
from daicho.stock.web.effects import effects_tab


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=INVOICE, fields=fields)


def _debit(request: PageRequest, invoice_id: int) -> HttpResponse:
    """Make a debit note: an invoice that asks for more of what this one asked for. Raises NotFound."""
    about = document_view(request.ctx, kind=INVOICE, document_id=invoice_id, with_files=False, with_custom=False)
    labels = replace(
        _FACE.labels,
        new=gettext("Debit note about %(number)s") % {"number": about.number},
        created=_("The debit note has been created."),
    )

    def create(ctx: Ctx, fields: DocumentFields) -> int:
        return _create(ctx, {**fields, "reference_invoice_id": invoice_id})

    return create_page(request, replace(_FACE, create=create, labels=labels))


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=INVOICE, document_id=document_id, fields=fields)


def _tabs(request: PageRequest, view: DocumentView) -> Sequence[Tab]:
    tabs = [effects_tab(request, "invoice", view.document_id)]
    if request.ctx.actor.may("accounts.view"):
        tabs.append(entries_tab(request, "invoice", view.document_id))
    return tabs


def _related(request: PageRequest, document_id: int) -> Sequence[RelatedRow]:
    return related_rows(request, related_documents(request.ctx, kind="invoice", document_id=document_id))


def order_invoices(request: PageRequest, document_id: int) -> Sequence[RelatedRow]:
    """Return the invoices of a sales order as rows of its panel."""
    return related_rows(request, related_documents(request.ctx, kind="salesorder", document_id=document_id))


def _notes(ctx: Ctx, view: DocumentView) -> Iterator[Action]:
    """What is made about an invoice that was sent: less of it, or more."""
    if ctx.actor.may("creditnotes.create"):
        yield Action(_("Create a credit note"), _url(ctx, "credit", view), icon="receipt-refund")
    if view.about is None and ctx.actor.may("invoices.create"):
        url = f"{_url(ctx, 'debit', view)}?customer_id={view.contact_id}"
        yield Action(_("Create a debit note"), url, icon="file-invoice", method="get")


def _actions(request: PageRequest, view: DocumentView) -> Iterator[Action]:
    ctx = request.ctx
    if view.state is not State.OPEN:
        return
    yield from _notes(ctx, view)
    facts = invoice_facts(ctx, invoice_id=view.document_id)
    is_alone = all(line.extra["source_line_id"] is None for line in view.lines)
    if (facts.is_shipped or not is_alone) and ctx.actor.may("salesreturns.create"):
        yield Action(_("Return goods"), _url(ctx, "return", view), icon="arrow-back-up", method="get")
    if not ctx.actor.may("invoices.edit"):
        return
    if view.balance.minor:
        question = _("What is open will be booked as bad debt. This can be undone.")
        yield Action(_("Write off"), _url(ctx, "writeoff", view), icon="eraser", confirm=question)
    if facts.written_off_minor:
        yield Action(_("Cancel the write-off"), _url(ctx, "cancel_writeoff", view), icon="arrow-back-up")
    if is_alone and (facts.has_kits or any(line.is_tracked for line in view.lines)):
        page = "undo_shipped" if facts.is_shipped else "shipped"
        label = _("Goods were not shipped") if facts.is_shipped else _("Mark as shipped")
        yield Action(label, _url(ctx, page, view), icon="truck-delivery")


def _facts(request: PageRequest, view: DocumentView) -> Iterator[tuple[Any, str]]:
    if view.state is State.OPEN:
        yield _("Balance due"), request.formats.money(view.balance)
    profile = organization_profile(request.ctx)
    if not profile.is_japanese or view.state is State.VOID:
        return
    if view.contact.tax_unit == "statement":
        yield _("Qualified invoice"), gettext("The closing statement")
        return
    lacking = missing_items(
        issuer=profile.name,
        registration_number=profile.tax_registration_number,
        recipient=view.contact.company_name or view.contact.name,
        lines=[(line.name or line.description, line.tax_id is not None) for line in view.lines],
    )
    if lacking:
        yield _("Missing for a qualified invoice"), ", ".join(gettext(item) for item in lacking)


def _url(ctx: Ctx, page: str, view: DocumentView) -> str:
    return page_url(ctx, f"invoice_{page}", invoice_id=view.document_id)


_FACE = WebFace(
    kind=INVOICE,
    icon="file-invoice",
    create=_create,
    update=_update,
    tabs=_tabs,
    related=_related,
    actions=_actions,
    facts=_facts,
    labels=Labels(
        plural=_("Invoices"),
        new=_("New invoice"),
        contact=_("Customer"),
        due=_("Due date"),
        created=_("The invoice has been created."),
        updated=_("The invoice has been updated."),
        deleted=_("The invoice has been deleted."),
        cloned=_("The invoice has been cloned. This is the new draft."),
        sent=_("The invoice has been sent."),
        empty_title=_("No invoices yet"),
        empty_text=_("What customers owe stands here, the same in both applications. Begin with one."),
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
            Doing.SUBMIT: _("The invoice has been submitted for approval."),
            Doing.APPROVE: _("The invoice has been approved."),
            Doing.REJECT: _("The invoice has been rejected."),
            Doing.OPEN: _("The invoice has been marked as sent."),
            Doing.DRAFT: _("The invoice has been marked as draft."),
            Doing.VOID: _("The invoice has been marked as void."),
        },
        delete_question=_("Delete this invoice? This cannot be undone."),
        new_contact=_("New customer"),
    ),
)
INVOICES = document_list(_FACE)


def _of_order(request: PageRequest, salesorder_id: int) -> HttpResponse:
    """Make a draft invoice of what the order has left and open its form, where a part may be chosen."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    made = invoice_order(request.ctx, order_id=salesorder_id)
    announce(request, gettext("This is the draft of the invoice. Take out what is not invoiced yet."))
    return go_to(request, page_url(request.ctx, "invoice_edit", invoice_id=made))


def _write_off(ctx: Ctx, *, invoice_id: int) -> None:
    write_off_invoice(ctx, invoice_id=invoice_id)


def _ship(ctx: Ctx, *, invoice_id: int) -> None:
    mark_invoice_shipped(ctx, invoice_id=invoice_id)


def _unship(ctx: Ctx, *, invoice_id: int) -> None:
    mark_invoice_shipped(ctx, invoice_id=invoice_id, is_shipped=False)


_ONE, _VIEW, _EDIT = "invoices/<id:invoice_id>/", "invoices.view", "invoices.edit"
PAGES: list[Page] = [
    *document_pages(_FACE, INVOICES),
    Page(
        "salesorders/<id:salesorder_id>/invoice/", "salesorder_invoice", "salesorders.view", _of_order,
        "invoices.create",
    ),
    Page(f"{_ONE}debit/", "invoice_debit", "invoices.create", _debit, "invoices.create"),
    action_page(
        f"{_ONE}writeoff/", "invoice_writeoff", _VIEW, _EDIT, _write_off,
        message=_("The invoice has been written off."), then="invoice", undo="invoice_cancel_writeoff",
    ),
    action_page(
        f"{_ONE}writeoff/cancel/", "invoice_cancel_writeoff", _VIEW, _EDIT, cancel_write_off,
        message=_("The write-off has been cancelled."), then="invoice",
    ),
    action_page(
        f"{_ONE}shipped/", "invoice_shipped", _VIEW, _EDIT, _ship,
        message=_("The invoice has been marked as shipped."), then="invoice", undo="invoice_undo_shipped",
    ),
    action_page(
        f"{_ONE}shipped/undo/", "invoice_undo_shipped", _VIEW, _EDIT, _unship,
        message=_("The invoice is not marked as shipped any more."), then="invoice",
    ),
]  # fmt: skip
