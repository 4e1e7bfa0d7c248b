"""The pages of vendor credits."""

from collections.abc import Iterator
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
from daicho.documents.web.face import Labels, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.kernel.context import Ctx
from daicho.platform.web.detail import Action, action_page, go_to
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce
from daicho.purchases.commands.credit_bill import credit_bill
from daicho.purchases.commands.mark_credit_sent_back import mark_credit_sent_back
from daicho.purchases.kinds import VENDOR_CREDIT
from daicho.purchases.web.bills import purchase_tabs
from daicho.purchases.web.related import related_to


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=VENDOR_CREDIT, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=VENDOR_CREDIT, document_id=document_id, fields=fields)


def _actions(request: PageRequest, view: DocumentView) -> Iterator[Action]:
    ctx = request.ctx
    if view.state is State.OPEN and ctx.actor.may("vendorcredits.edit") and any(line.is_tracked for line in view.lines):
        is_sent = bool(view.extra["is_sent_back"])
        label = _("Goods were not sent back") if is_sent else _("Mark as sent back")
        page = "vendorcredit_undo_sent_back" if is_sent else "vendorcredit_sent_back"
        yield Action(label, page_url(ctx, page, vendor_credit_id=view.document_id), icon="truck")


def _facts(request: PageRequest, view: DocumentView) -> Iterator[tuple[Any, str]]:
    if view.state is State.OPEN:
        yield _("Not used yet"), request.formats.money(view.balance)
    if view.extra["is_sent_back"]:
        yield _("Goods"), str(_("Sent back with the credit"))


_FACE = WebFace(
    kind=VENDOR_CREDIT,
    icon="receipt",
    create=_create,
    update=_update,
    account_types="asset,liability,cost_of_goods_sold,expense",
    is_mailed=False,
    tabs=purchase_tabs("vendorcredit"),
    related=related_to("vendorcredit"),
    actions=_actions,
    facts=_facts,
    labels=Labels(
        plural=_("Vendor credits"),
        new=_("New vendor credit"),
        contact=_("Vendor"),
        due=_("Due date"),
        created=_("The vendor credit has been created."),
        updated=_("The vendor credit has been updated."),
        deleted=_("The vendor credit has been deleted."),
        cloned=_("The vendor credit has been cloned. This is the new draft."),
        sent=_("The vendor credit has been sent."),
        empty_title=_("No vendor credits yet"),
        empty_text=_("What lowers your debt to vendors stands here, the same in both applications. Begin with one."),
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
            Doing.SUBMIT: _("The vendor credit has been submitted for approval."),
            Doing.APPROVE: _("The vendor credit has been approved."),
            Doing.REJECT: _("The vendor credit has been rejected."),
            Doing.OPEN: _("The vendor credit has been marked as open."),
            Doing.DRAFT: _("The vendor credit has been marked as draft."),
            Doing.VOID: _("The vendor credit has been marked as void."),
        },
        delete_question=_("Delete this vendor credit? This cannot be undone."),
        new_contact=_("New vendor"),
    ),
)
VENDOR_CREDITS = document_list(_FACE)


def _of_bill(request: PageRequest, bill_id: int) -> HttpResponse:
    """Make a draft credit of what is left of the bill and open its form, where a part may be chosen."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    made = credit_bill(request.ctx, bill_id=bill_id)
    announce(request, gettext("This is the draft of the vendor credit. Take out what is not credited."))
    return go_to(request, page_url(request.ctx, "vendorcredit_edit", vendor_credit_id=made))


def _send_back(ctx: Ctx, *, vendor_credit_id: int) -> None:
    mark_credit_sent_back(ctx, vendor_credit_id=vendor_credit_id)


def _keep(ctx: Ctx, *, vendor_credit_id: int) -> None:
    mark_credit_sent_back(ctx, vendor_credit_id=vendor_credit_id, is_sent_back=False)


_ONE, _VIEW, _EDIT = "vendorcredits/<id:vendor_credit_id>/", "vendorcredits.view", "vendorcredits.edit"
PAGES: list[Page] = [
    *document_pages(_FACE, VENDOR_CREDITS),
    Page("bills/<id:bill_id>/credit/", "bill_credit", "bills.view", _of_bill, "vendorcredits.create"),
    action_page(
        f"{_ONE}sentback/", "vendorcredit_sent_back", _VIEW, _EDIT, _send_back,
        message=_("The vendor credit has been marked as sent back."), then="vendorcredit",
        undo="vendorcredit_undo_sent_back",
    ),
    action_page(
        f"{_ONE}sentback/undo/", "vendorcredit_undo_sent_back", _VIEW, _EDIT, _keep,
        message=_("The vendor credit is not marked as sent back any more."), then="vendorcredit",
    ),
]  # fmt: skip
