"""Writing the mail that a receipt or payment advice goes out with."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.web.mail import MailForm
from daicho.payments.commands.mail_payment import mail_payment
from daicho.payments.kinds import PaymentKind
from daicho.payments.queries.payment_mail import payment_mail
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url


def email_page(request: PageRequest, kind: PaymentKind, payment_id: int) -> HttpResponse:
    """Show the proposed letter, or send it."""
    ctx = request.ctx
    draft = payment_mail(ctx, kind=kind, payment_id=payment_id)
    initial = {"to_mail_ids": ", ".join(draft.to), "subject": draft.subject, "body": draft.body, "with_pdf": True}
    form = MailForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    here = page_url(ctx, kind.entity, payment_id=payment_id)
    editing = Editing(
        title=_("Send %(number)s by email") % {"number": draft.file_name.removesuffix(".pdf")},
        save=lambda: mail_payment(ctx, kind=kind, payment_id=payment_id, letter=form.letter()),
        url=lambda _mail_id: here,
        message=_("The payment has been sent."),
        cancel_url=here,
        submit=_("Send"),
    )
    return handle_form(request, form, editing)
