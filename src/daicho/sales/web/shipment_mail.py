"""Writing the mail a delivery note goes out with."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.web.mail import MailForm
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.sales.commands.mail_delivery_note import mail_delivery_note
from daicho.sales.papers.delivery_letter import delivery_letter


class DeliveryMailForm(MailForm):
    """A letter with a delivery note, with or without amounts."""

    with_amounts = forms.BooleanField(label=_("Delivery note with amounts"), required=False)


def shipment_email_page(request: PageRequest, shipment_id: int) -> HttpResponse:
    """Show the proposed letter, or send it."""
    ctx = request.ctx
    draft = delivery_letter(ctx, shipment_id=shipment_id)
    initial: dict[str, Any] = {
        "to_mail_ids": ", ".join(draft.to),
        "subject": draft.subject,
        "body": draft.body,
        "with_pdf": True,
        "with_amounts": True,
    }
    form = DeliveryMailForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    here = page_url(ctx, "shipment", shipment_id=shipment_id)

    def save() -> int:
        with_amounts = form.cleaned_data["with_amounts"]
        return mail_delivery_note(ctx, shipment_id=shipment_id, letter=form.letter(), with_amounts=with_amounts)

    editing = Editing(
        title=_("Send the delivery note by email"),
        save=save,
        url=lambda _mail_id: here,
        message=_("The delivery note has been sent."),
        cancel_url=here,
        submit=_("Send"),
    )
    return handle_form(request, form, editing)
