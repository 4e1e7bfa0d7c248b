"""Approving documents on screen: the pages, the buttons and the card of the levels, for every kind that has them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.organizations.core.approval import turn_of
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.approval_levels import ApprovalLevelView, approval_levels
from daicho.platform.text import sentence
from daicho.platform.web.detail import Action, go_to, safe_referer
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce

CARD = "organizations/_approval.html"
"""The card of the levels on a document's page; it reads `approval` (see `card_rows`)."""


@dataclass(frozen=True, slots=True)
class Approving:
    """How documents of one kind are approved: `path` and `page` of one, its `key` in both, and the commands.

    `approve(ctx, id, is_final=…)`, `reject(ctx, id, reason)`; `number(ctx, id)` is the document's, or raises NotFound.
    """

    path: str
    page: str
    key: str
    module: str
    entity: str
    number: Callable[[Ctx, int], str]
    approve: Callable[..., object]
    reject: Callable[[Ctx, int, str], object]
    approved: Any
    rejected: Any


class RejectionForm(DaichoForm):
    """Why a document is rejected; its author reads it."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea())


def approval_pages(kind: Approving) -> list[Page]:
    """Return the pages that approve, approve finally and reject."""
    view, approve = f"{kind.module}.view", f"{kind.module}.approve"

    def approving(*, is_final: bool) -> Callable[..., HttpResponse]:
        return lambda request, **values: _approve(request, kind, values[kind.key], is_final=is_final)

    return [
        Page(f"{kind.path}approve/", f"{kind.page}_approve", view, approving(is_final=False), approve),
        Page(f"{kind.path}approve/final/", f"{kind.page}_approve_final", view, approving(is_final=True), approve),
        Page(
            f"{kind.path}reject/",
            f"{kind.page}_reject",
            approve,
            lambda request, **values: _reject(request, kind, values[kind.key]),
            approve,
        ),
    ]


def approval_buttons(
    ctx: Ctx,
    *,
    state: str,
    page: str,
    key: str,
    document_id: int,
    module: str,
    levels: Sequence[ApprovalLevelView],
) -> tuple[list[Action], list[Action]]:
    """Return what the caller can do to a document that waits for approval: what is next, and what there is besides."""
    if state != "pending_approval" or not ctx.actor.may(f"{module}.approve"):
        return [], []
    known = [each.level for each in levels]
    turn = turn_of(known, ctx.actor.user_id, is_administrator=ctx.actor.may(EVERYTHING))
    here, more = {key: document_id}, []
    approve = Action(_("Approve"), page_url(ctx, f"{page}_approve", **here), icon="check")
    if turn.may_finish:
        question = _("This skips the levels that are left. The document is approved then.")
        url = page_url(ctx, f"{page}_approve_final", **here)
        more.append(Action(_("Give the final approval"), url, icon="shield-check", confirm=question))
    if turn.may_reject:
        more.append(Action(_("Reject"), page_url(ctx, f"{page}_reject", **here), icon="x", method="get"))
    return [approve] if turn.may_approve else [], more


def card_rows(formats: Formats, levels: Sequence[ApprovalLevelView]) -> dict[str, object]:
    """Return what the card shows: how far the approval is, and each level with whom and when."""
    given = sum(level.is_given for level in levels)
    waiting = next((level.level.number for level in levels if not level.is_given), 0)
    return {
        "given": given,
        "count": len(levels),
        "rows": [
            {
                "number": each.level.number,
                "name": each.approver_name,
                "is_given": each.is_given,
                "is_waiting": each.level.number == waiting,
                "by": each.approved_by_name if each.is_skipped else "",
                "at": formats.moment(each.approved_at),
            }
            for each in levels
        ],
    }


def _approve(request: PageRequest, kind: Approving, document_id: int, *, is_final: bool) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    ctx = request.ctx
    here = page_url(ctx, kind.page, **{kind.key: document_id})
    try:
        kind.approve(ctx, document_id, is_final=is_final)
    except RuleBroken as error:
        announce(request, sentence(error), level=messages.ERROR)
        return go_to(request, safe_referer(request) or here)
    levels = approval_levels(ctx, entity=kind.entity, entity_ids=[document_id]).get(document_id, ())
    waiting = next((each for each in levels if not each.is_given), None)
    if waiting is None:
        announce(request, str(kind.approved))
    else:
        text = gettext("Approved. The document waits for %(name)s now (level %(level)s of %(levels)s).")
        values = {"name": waiting.approver_name, "level": waiting.level.number, "levels": len(levels)}
        announce(request, text % values)
    return go_to(request, here)


def _reject(request: PageRequest, kind: Approving, document_id: int) -> HttpResponse:
    number = kind.number(request.ctx, document_id)
    here = page_url(request.ctx, kind.page, **{kind.key: document_id})
    form = RejectionForm(request.ctx, request.POST if request.method == "POST" else None)
    editing = Editing(
        title=gettext("Reject %(number)s") % {"number": number},
        save=lambda: kind.reject(request.ctx, document_id, form.cleaned_data["reason"]),
        url=lambda _nothing: here,
        message=kind.rejected,
        cancel_url=here,
        entity=kind.entity,
        entity_id=document_id,
        submit=_("Reject"),
    )
    return handle_form(request, form, editing)
