"""Writing the mail that papers about goods go out with."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.letter import LetterFields
from daicho.documents.letters import LetterDraft
from daicho.documents.web.mail import MailForm
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.sales.commands.mail_delivery_note import mail_delivery_note
from daicho.sales.commands.mail_packing_slip import mail_packing_slip
from daicho.sales.commands.mail_return_receive import mail_return_receive
from daicho.sales.commands.mail_sales_return import mail_sales_return
from daicho.sales.papers.delivery_letter import delivery_letter
from daicho.sales.papers.packing_letter import packing_letter
from daicho.sales.papers.return_letters import return_letter, return_receive_letter


class DeliveryMailForm(MailForm):
    """A letter with a delivery note, with or without amounts."""

    with_amounts = forms.BooleanField(label=_("Delivery note with amounts"), required=False)


def shipment_email_page(request: PageRequest, shipment_id: int) -> HttpResponse:
    """Show the proposed letter with a delivery note, or send it."""
    ctx = request.ctx
    draft = delivery_letter(ctx, shipment_id=shipment_id)
    form = DeliveryMailForm(ctx, _sent(request), initial={**_initial(draft), "with_amounts": True})

    def send(letter: LetterFields) -> int:
        with_amounts = form.cleaned_data["with_amounts"]
        return mail_delivery_note(ctx, shipment_id=shipment_id, letter=letter, with_amounts=with_amounts)

    here = page_url(ctx, "shipment", shipment_id=shipment_id)
    title = _("Send the delivery note by email")
    return _written(request, form, here, send, title=title, message=_("The delivery note has been sent."))


def package_email_page(request: PageRequest, package_id: int) -> HttpResponse:
    """Show the proposed letter with a packing slip, or send it."""
    ctx = request.ctx
    form = MailForm(ctx, _sent(request), initial=_initial(packing_letter(ctx, package_id=package_id)))

    def send(letter: LetterFields) -> int:
        return mail_packing_slip(ctx, package_id=package_id, letter=letter)

    here = page_url(ctx, "package", package_id=package_id)
    title = _("Send the packing slip by email")
    return _written(request, form, here, send, title=title, message=_("The packing slip has been sent."))


def return_email_page(request: PageRequest, salesreturn_id: int) -> HttpResponse:
    """Show the proposed letter with a return slip, or send it."""
    ctx = request.ctx
    form = MailForm(ctx, _sent(request), initial=_initial(return_letter(ctx, return_id=salesreturn_id)))

    def send(letter: LetterFields) -> int:
        return mail_sales_return(ctx, return_id=salesreturn_id, letter=letter)

    here = page_url(ctx, "salesreturn", salesreturn_id=salesreturn_id)
    title = _("Send the return slip by email")
    return _written(request, form, here, send, title=title, message=_("The return slip has been sent."))


def return_receive_email_page(request: PageRequest, salesreturnreceive_id: int) -> HttpResponse:
    """Show the proposed letter with the receipt of returned goods, or send it."""
    ctx = request.ctx
    draft = return_receive_letter(ctx, receive_id=salesreturnreceive_id)
    form = MailForm(ctx, _sent(request), initial=_initial(draft))

    def send(letter: LetterFields) -> int:
        return mail_return_receive(ctx, receive_id=salesreturnreceive_id, letter=letter)

    here = page_url(ctx, "salesreturnreceive", salesreturnreceive_id=salesreturnreceive_id)
    title = _("Send the receipt by email")
    return _written(request, form, here, send, title=title, message=_("The receipt has been sent."))


def _sent(request: PageRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _initial(draft: LetterDraft) -> dict[str, Any]:
    return {"to_mail_ids": ", ".join(draft.to), "subject": draft.subject, "body": draft.body, "with_pdf": True}


def _written(
    request: PageRequest,
    form: MailForm,
    here: str,
    send: Callable[[LetterFields], int],
    *,
    title: Any,
    message: Any,
) -> HttpResponse:
    """Answer with the form, or send what was written and go back `here`."""
    editing = Editing(
        title=title,
        save=lambda: send(form.letter()),
        url=lambda _mail_id: here,
        message=message,
        cancel_url=here,
        submit=_("Send"),
    )
    return handle_form(request, form, editing)
