"""Receives of sales returns on screen."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.documents.web.mail_tab import mail_tab
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import Quantity
from daicho.platform.text import sentence
from daicho.platform.web.cells import Badge
from daicho.platform.web.detail import Action as Button
from daicho.platform.web.detail import Detail, Tab, go_to, render_detail
from daicho.platform.web.notes import file_response
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.platform.web.render import announce
from daicho.sales.commands.delete_return_receive import delete_return_receive
from daicho.sales.core.sales_return import RECEIVE_ENTITY
from daicho.sales.papers.return_slips import return_receive_pdf
from daicho.sales.queries.return_receive_detail import return_receive_detail
from daicho.sales.queries.return_receives import ReturnReceiveView
from daicho.sales.web.slip_mail import RETURN_RECEIVE, mail_page
from daicho.stock.web.effects import effects_tab

_VIEW, _EDIT, _DELETE = (f"salesreturns.{action}" for action in ("view", "edit", "delete"))


def received_badge() -> Badge:
    """Return the badge of a receive: it is there once the goods are."""
    return Badge(gettext("Received"), "green")


def receive_page(request: PageRequest, salesreturnreceive_id: int) -> HttpResponse:
    """Show a receive: its lines and what it did to stock."""
    ctx = request.ctx
    view = return_receive_detail(ctx, receive_id=salesreturnreceive_id)
    detail = Detail(
        title=view.number,
        subtitle=view.return_number,
        list_page="salesreturns",
        list_label=_("Sales returns"),
        entity=RECEIVE_ENTITY,
        entity_id=salesreturnreceive_id,
        badges=(received_badge(),),
        actions=tuple(_actions(ctx, salesreturnreceive_id)),
        tabs=(
            Tab("overview", _("Overview"), "stock/_transfer.html"),
            effects_tab(request, RECEIVE_ENTITY, salesreturnreceive_id),
            mail_tab(request, RECEIVE_ENTITY, salesreturnreceive_id),
        ),
    )
    context = {"lines": _lines(request, view), "facts": _facts(request, view)}
    return render_detail(request, detail, "documents/document.html", context)


def _actions(ctx: Ctx, receive_id: int) -> Iterator[Button]:
    here = {"salesreturnreceive_id": receive_id}
    receipt = page_url(ctx, "salesreturnreceive_pdf", **here)
    yield Button(_("Receipt of returned goods as PDF"), receipt, icon="file-type-pdf", method="get")
    yield Button(_("Print"), f"{receipt}?inline=1", icon="printer", method="get")
    if ctx.actor.may(_EDIT):
        url = page_url(ctx, "salesreturnreceive_email", **here)
        yield Button(_("Send the receipt by email"), url, icon="mail", method="get")
    if ctx.actor.may(_DELETE):
        question = _("Delete this receive? Its goods leave the stock again.")
        url = page_url(ctx, "salesreturnreceive_delete", **here)
        yield Button(_("Delete"), url, icon="trash", confirm=question, danger=True)


def _pdf_page(request: PageRequest, salesreturnreceive_id: int) -> HttpResponse:
    """Send the receipt of what arrived."""
    name, content = return_receive_pdf(request.ctx, receive_id=salesreturnreceive_id)
    return file_response(name, "application/pdf", content, inline="inline" in request.GET)


def _lines(request: PageRequest, view: ReturnReceiveView) -> list[dict[str, str]]:
    ctx = request.ctx
    return [
        {
            "name": line.name,
            "url": find_page_url(ctx, "item", item_id=line.item_id) if ctx.actor.may("items.view") else "",
            "description": line.location_name,
            "quantity": f"{request.formats.quantity(Quantity(line.quantity))} {line.unit}".strip(),
        }
        for line in view.lines
    ]


def _facts(request: PageRequest, view: ReturnReceiveView) -> list[tuple[str, str, str]]:
    facts = [
        (
            gettext("Sales return"),
            view.return_number,
            page_url(request.ctx, "salesreturn", salesreturn_id=view.return_id),
        ),
        (gettext("Date"), request.formats.date(view.day), ""),
        (gettext("Notes"), view.notes, ""),
    ]
    return [fact for fact in facts if fact[1]]


def _delete(request: PageRequest, salesreturnreceive_id: int) -> HttpResponse:
    """Delete the receive and show its return."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    ctx = request.ctx
    return_id = return_receive_detail(ctx, receive_id=salesreturnreceive_id).return_id
    try:
        delete_return_receive(ctx, receive_id=salesreturnreceive_id)
    except RuleBroken as error:
        announce(request, sentence(error), level=messages.ERROR)
        return go_to(request, page_url(ctx, "salesreturnreceive", salesreturnreceive_id=salesreturnreceive_id))
    announce(request, gettext("The sales return receive has been deleted."))
    return go_to(request, page_url(ctx, "salesreturn", salesreturn_id=return_id))


_ONE = "salesreturnreceives/<id:salesreturnreceive_id>/"
PAGES: list[Page] = [
    Page(_ONE, "salesreturnreceive", _VIEW, receive_page),
    Page(f"{_ONE}pdf/", "salesreturnreceive_pdf", _VIEW, _pdf_page),
    Page(f"{_ONE}email/", "salesreturnreceive_email", _EDIT, mail_page(RETURN_RECEIVE), _EDIT),
    Page(f"{_ONE}delete/", "salesreturnreceive_delete", _VIEW, _delete, _DELETE),
]
