"""The pages of payments."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.kinds import CUSTOMER_PAYMENT, VENDOR_PAYMENT, PaymentKind
from daicho.payments.queries.payment_detail import payment_detail
from daicho.payments.queries.payment_pdf import payment_pdf
from daicho.payments.queries.refund_pdf import refund_pdf
from daicho.payments.queries.use_source import use_source
from daicho.payments.web.apply import apply_page
from daicho.payments.web.detail import payment_page
from daicho.payments.web.edit import create_page, edit_page, totals_page, uses_page
from daicho.payments.web.lists import LISTS
from daicho.payments.web.mail import email_page
from daicho.payments.web.refunds import (
    delete_refund_and_return,
    record_url,
    refund_create_page,
    refund_edit_page,
)
from daicho.payments.web.retainers import pay_page
from daicho.payments.web.take_back import take_back_page
from daicho.platform.text import sentence
from daicho.platform.web.detail import action_page, go_to, safe_referer
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.notes import file_response, note_pages
from daicho.platform.web.page import Page, PageRequest
from daicho.platform.web.render import announce

VIEW, CREATE, EDIT, DELETE = (f"payments.{action}" for action in ("view", "create", "edit", "delete"))


def _for(kind: PaymentKind, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def page(request: PageRequest, **values: int) -> HttpResponse:
        return view(request, kind, **values)

    return page


def _posted(view: Callable[[PageRequest, PaymentKind], HttpResponse]) -> Callable[..., HttpResponse]:
    def page(request: PageRequest, kind: PaymentKind) -> HttpResponse:
        return view(request, kind) if request.method == "POST" else HttpResponseNotAllowed(["POST"])

    return page


def _pdf(request: PageRequest, kind: PaymentKind, payment_id: int) -> HttpResponse:
    """Send the receipt or advice; `?inline=1` shows it in the browser."""
    name, content = payment_pdf(request.ctx, kind=kind, payment_id=payment_id)
    return file_response(name, "application/pdf", content, inline=request.GET.get("inline") == "1")


def _refund_pdf(request: PageRequest, refund_id: int) -> HttpResponse:
    """Show the paper of a refund."""
    name, content = refund_pdf(request.ctx, refund_id=refund_id)
    return file_response(name, "application/pdf", content, inline=True)


def _pages(kind: PaymentKind) -> list[Page]:
    name, path, one = kind.entity, f"{kind.entity}s/", f"{kind.entity}s/<id:payment_id>/"

    def delete(ctx: Ctx, payment_id: int) -> None:
        delete_payment(ctx, kind=kind, payment_id=payment_id)

    def look(ctx: Ctx, *, payment_id: int) -> object:
        return payment_detail(ctx, kind=kind, payment_id=payment_id)

    return [
        *list_pages(LISTS[kind.entity], path),
        Page(f"{path}new/", f"{name}_create", CREATE, _for(kind, create_page), CREATE),
        Page(f"{path}uses/", f"{name}_uses", VIEW, _for(kind, _posted(uses_page)), followed=False),
        Page(f"{path}totals/", f"{name}_totals", VIEW, _for(kind, _posted(totals_page)), followed=False),
        Page(one, name, VIEW, _for(kind, payment_page)),
        Page(f"{one}pdf/", f"{name}_pdf", VIEW, _for(kind, _pdf), followed=False),
        Page(f"{one}email/", f"{name}_email", EDIT, _for(kind, email_page), EDIT),
        Page(f"{one}edit/", f"{name}_edit", EDIT, _for(kind, edit_page), EDIT),
        action_page(
            f"{one}delete/", f"{name}_delete", VIEW, DELETE, delete, message=_("The payment has been deleted."),
            then=f"{name}s", keep=False,
        ),
        *note_pages(one, name, "payment_id", kind.entity, VIEW, EDIT, look),
    ]  # fmt: skip


def _taking_back(run: Callable[[Ctx, int], str], message: object) -> Callable[..., HttpResponse]:
    """Return the view that runs `run(ctx, id)`, which returns where to go where the person came from nowhere."""

    def page(request: PageRequest, **values: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        back = safe_referer(request)
        (record_id,) = values.values()
        try:
            url = run(request.ctx, record_id)
        except RuleBroken as error:
            announce(request, sentence(error), level=40)
            return go_to(request, back or request.path)
        announce(request, str(message))
        return go_to(request, back or url)

    return page


def _remove(ctx: Ctx, use_id: int) -> str:
    source = use_source(ctx, use_id=use_id)
    remove_use(ctx, use_id=use_id)
    return record_url(ctx, source)


PAGES: list[Page] = [
    *_pages(CUSTOMER_PAYMENT),
    *_pages(VENDOR_PAYMENT),
    Page("retainerinvoices/<id:retainerinvoice_id>/pay/", "retainerinvoice_pay", CREATE, pay_page, CREATE),
    Page("settlements/<str:target_kind>/<id:target_id>/", "credits_apply", CREATE, apply_page, CREATE),
    Page("settlements/<str:target_kind>/<id:target_id>/back/", "document_take_back", DELETE, take_back_page, DELETE),
    Page(
        "settlements/<id:use_id>/remove/", "settlement_remove", VIEW,
        _taking_back(_remove, _("The payment or credit has been taken off.")), DELETE,
    ),
    Page("refunds/<str:source_kind>/<id:source_id>/new/", "refund_create", CREATE, refund_create_page, CREATE),
    Page("refunds/<id:refund_id>/pdf/", "refund_pdf", VIEW, _refund_pdf, followed=False),
    Page("refunds/<id:refund_id>/edit/", "refund_edit", EDIT, refund_edit_page, EDIT),
    Page(
        "refunds/<id:refund_id>/delete/", "refund_delete", VIEW,
        _taking_back(delete_refund_and_return, _("The refund has been deleted.")), DELETE,
    ),
]  # fmt: skip
