"""Writing the mail that papers about goods go out with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.letters import LetterDraft
from daicho.documents.web.mail import MailForm
from daicho.kernel.context import Ctx
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

    with_amounts = forms.BooleanField(label=_("Delivery note with amounts"), required=False, initial=True)


@dataclass(frozen=True, slots=True)
class Slip:
    """A paper that is mailed from the page of its record: `draft` proposes the letter, `send` sends it."""

    page: str
    draft: Callable[[Ctx, int], LetterDraft]
    send: Callable[[Ctx, int, MailForm], int]
    title: Any
    message: Any
    form: type[MailForm] = MailForm


SHIPMENT = Slip(
    "shipment",
    lambda ctx, record_id: delivery_letter(ctx, shipment_id=record_id),
    lambda ctx, record_id, form: mail_delivery_note(
        ctx, shipment_id=record_id, letter=form.letter(), with_amounts=form.cleaned_data["with_amounts"]
    ),
    _("Send the delivery note by email"),
    _("The delivery note has been sent."),
    DeliveryMailForm,
)
PACKAGE = Slip(
    "package",
    lambda ctx, record_id: packing_letter(ctx, package_id=record_id),
    lambda ctx, record_id, form: mail_packing_slip(ctx, package_id=record_id, letter=form.letter()),
    _("Send the packing slip by email"),
    _("The packing slip has been sent."),
)
RETURN = Slip(
    "salesreturn",
    lambda ctx, record_id: return_letter(ctx, return_id=record_id),
    lambda ctx, record_id, form: mail_sales_return(ctx, return_id=record_id, letter=form.letter()),
    _("Send the return slip by email"),
    _("The return slip has been sent."),
)
RETURN_RECEIVE = Slip(
    "salesreturnreceive",
    lambda ctx, record_id: return_receive_letter(ctx, receive_id=record_id),
    lambda ctx, record_id, form: mail_return_receive(ctx, receive_id=record_id, letter=form.letter()),
    _("Send the receipt by email"),
    _("The receipt has been sent."),
)


def mail_page(slip: Slip) -> Callable[..., HttpResponse]:
    """Return the view that shows the proposed letter with the slip of one record, or sends it and goes back to it."""

    def page(request: PageRequest, **record: int) -> HttpResponse:
        ctx, (record_id,) = request.ctx, record.values()
        draft = slip.draft(ctx, record_id)
        proposed = {"to_mail_ids": ", ".join(draft.to), "subject": draft.subject, "body": draft.body, "with_pdf": True}
        form = slip.form(ctx, request.POST if request.method == "POST" else None, initial=proposed)
        here = page_url(ctx, slip.page, **record)
        editing = Editing(
            title=slip.title,
            save=lambda: slip.send(ctx, record_id, form),
            url=lambda _mail_id: here,
            message=slip.message,
            cancel_url=here,
            submit=_("Send"),
        )
        return handle_form(request, form, editing)

    return page
