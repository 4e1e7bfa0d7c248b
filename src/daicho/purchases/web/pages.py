"""The pages of purchase orders."""

from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action
from daicho.documents.web.cards import document_cards
from daicho.documents.web.face import Labels, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.kernel.context import Ctx
from daicho.platform.web.page import Page
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.web.receives import PAGES as RECEIVES


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=PURCHASE_ORDER, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=PURCHASE_ORDER, document_id=document_id, fields=fields)


_FACE = WebFace(
    kind=PURCHASE_ORDER,
    icon="shopping-bag",
    create=_create,
    update=_update,
    account_types="asset,liability,cost_of_goods_sold,expense",
    labels=Labels(
        plural=_("Purchase orders"),
        new=_("New purchase order"),
        contact=_("Vendor"),
        due=_("Delivery date"),
        created=_("The purchase order has been created."),
        updated=_("The purchase order has been updated."),
        deleted=_("The purchase order has been deleted."),
        cloned=_("The purchase order has been cloned. This is the new draft."),
        sent=_("The purchase order has been sent."),
        empty_title=_("No purchase orders yet"),
        empty_text=_("What you order from vendors stands here, the same in both applications. Begin with one."),
        open_many=_("Mark as issued"),
        open_by={"books": _("Mark as open"), "inventory": _("Mark as issued")},
        save_and_open={"books": _("Save and mark as open"), "inventory": _("Save and issue")},
        states={
            Action.SUBMIT: _("Submit for approval"),
            Action.APPROVE: _("Approve"),
            Action.REJECT: _("Reject"),
            Action.DRAFT: _("Make a draft again"),
            Action.BILL: _("Mark as billed"),
            Action.CANCEL: _("Mark as cancelled"),
        },
        done={
            Action.SUBMIT: _("The purchase order has been submitted for approval."),
            Action.APPROVE: _("The purchase order has been approved."),
            Action.REJECT: _("The purchase order has been rejected."),
            Action.OPEN: _("The purchase order is issued."),
            Action.DRAFT: _("The purchase order has been marked as draft."),
            Action.BILL: _("The purchase order has been marked as billed."),
            Action.CANCEL: _("The purchase order has been marked as cancelled."),
        },
        delete_question=_("Delete this purchase order? This cannot be undone."),
        new_contact=_("New vendor"),
    ),
)
PURCHASE_ORDERS = document_list(_FACE)
PAGES: list[Page] = [*document_pages(_FACE, PURCHASE_ORDERS), *RECEIVES]
CARDS = [document_cards(_FACE)]
