"""What pages of invoices, bills and credits show of payments (config/wiring.py, DOCUMENT_ADDITIONS)."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import Addition
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, SIDES, gives
from daicho.payments.queries.list_refunds import list_refunds
from daicho.payments.queries.settlements import settlements
from daicho.payments.web.detail import refund_row, use_row
from daicho.payments.web.words import LABELS
from daicho.platform.web.detail import Action, Tab
from daicho.platform.web.page import PageRequest, page_url


def _next(request: PageRequest, kind: Kind, view: DocumentView) -> Iterator[Action]:
    """What is open of an invoice or bill is paid next."""
    if _is_open(request, kind, view) and not gives(kind.entity):
        query = urlencode({"contact_id": view.contact_id, "document_id": view.document_id})
        url = page_url(request.ctx, f"{SIDES[kind.entity].entity}_create")
        yield Action(LABELS[SIDES[kind.entity].entity].new, f"{url}?{query}", icon="cash", method="get")


def _actions(request: PageRequest, kind: Kind, view: DocumentView) -> Iterator[Action]:
    yield from _taking_back(request, kind, view)
    if not _is_open(request, kind, view):
        return
    if gives(kind.entity):
        url = page_url(request.ctx, "refund_create", source_kind=kind.entity, source_id=view.document_id)
        yield Action(_("Record a refund"), url, icon="arrow-back-up", method="get")
    else:
        url = page_url(request.ctx, "credits_apply", target_kind=kind.entity, target_id=view.document_id)
        yield Action(_("Apply credits"), url, icon="receipt-refund", method="get")


def _taking_back(request: PageRequest, kind: Kind, view: DocumentView) -> Iterator[Action]:
    """A paid document is voided or deleted by a question: what becomes of its payments."""
    is_settled = kind.entity in DOCUMENTS and not gives(kind.entity) and view.applied.minor > 0
    may = request.ctx.actor.may
    if is_settled and may("payments.delete") and (may(f"{kind.module}.edit") or may(f"{kind.module}.delete")):
        url = page_url(request.ctx, "document_take_back", target_kind=kind.entity, target_id=view.document_id)
        yield Action(_("Void or delete with its payments"), url, icon="ban", method="get", danger=True)


def _is_open(request: PageRequest, kind: Kind, view: DocumentView) -> bool:
    may = request.ctx.actor.may("payments.create")
    return may and kind.entity in DOCUMENTS and view.state is State.OPEN and view.balance.minor > 0


def _tabs(request: PageRequest, kind: Kind, view: DocumentView) -> Sequence[Tab]:
    if kind.entity not in DOCUMENTS or not request.ctx.actor.may("payments.view"):
        return ()
    ref = (kind.entity, view.document_id)
    return [
        Tab("payments", _("Payments and credits"), "payments/_settled.html", more=lambda: _settled(request, ref)),
    ]  # fmt: skip


def _settled(request: PageRequest, ref: Ref) -> Mapping[str, object]:
    found = settlements(request.ctx, ref=ref)
    refunds = list_refunds(request.ctx, source_kind=ref[0], source_id=ref[1]).rows if gives(ref[0]) else ()
    return {
        "uses": [use_row(request, use, of_source=use.source.ref == ref) for use in found],
        "refunds": [refund_row(request, refund) for refund in refunds],
        "may_remove": request.ctx.actor.may("payments.delete"),
        "may_edit": request.ctx.actor.may("payments.edit"),
    }


SETTLED = Addition(next=_next, actions=_actions, tabs=_tabs)
