"""Writing to a contact."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.contacts.commands.email_contact import MailInput, email_contact
from daicho.contacts.queries.contact_mail import ContactMail, contact_mail
from daicho.contacts.queries.statement_file import statement_file
from daicho.kernel.context import Ctx
from daicho.kernel.periods import read_day
from daicho.platform.web.fields import DateField
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.notes import file_response
from daicho.platform.web.page import PageRequest, page_url


class MailForm(DaichoForm):
    """A mail; addresses are separated by commas."""

    sections = (
        Section("", ("to_mail_ids", "cc_mail_ids", "subject", "body", "attachment")),
        Section(_("Statement"), ("with_statement", ("start_date", "end_date"))),
    )
    to_mail_ids = forms.CharField(
        label=_("Recipients"), max_length=5000, help_text=_("Several addresses: with commas.")
    )
    cc_mail_ids = forms.CharField(label=_("Copy to"), required=False, max_length=5000)
    subject = forms.CharField(label=_("Subject"), max_length=500)
    body = forms.CharField(label=_("Text"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 14}))
    attachment = forms.FileField(label=_("File"), required=False)
    with_statement = forms.BooleanField(label=_("Attach the statement of the period"), required=False)
    start_date = DateField(label=_("Start date"), required=False)
    end_date = DateField(label=_("End date"), required=False)

    def mail(self) -> MailInput:
        """Return what was written."""
        upload = self.cleaned_data["attachment"]
        return MailInput(
            to=addresses(self.cleaned_data["to_mail_ids"]),
            cc=addresses(self.cleaned_data["cc_mail_ids"]),
            subject=self.cleaned_data["subject"],
            body=self.cleaned_data["body"],
            files=[(upload.name or "", upload.read())] if upload else [],
        )


def addresses(text: str) -> list[str]:
    """Return the addresses in a text that separates them by commas, semicolons or spaces."""
    return text.replace("、", ",").replace(";", ",").replace(",", " ").split()


def contact_email_page(request: PageRequest, contact_id: int) -> HttpResponse:
    """Show the prefilled mail, or send it; `?statement=1` begins with the statement of the asked period."""
    ctx = request.ctx
    with_statement = request.GET.get("statement") == "1"
    start, end = asked_day(request, "start_date"), asked_day(request, "end_date")
    prepared = contact_mail(ctx, contact_id=contact_id, with_statement=with_statement, start=start, end=end)
    form = MailForm(
        ctx,
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial=_initial(prepared),
    )
    here = page_url(ctx, "contact", contact_id=contact_id)
    editing = Editing(
        title=_("Write an email"),
        save=lambda: _send(ctx, contact_id, form),
        url=lambda _mail_id: here,
        message=_("The email has been sent."),
        cancel_url=here,
        submit=_("Send"),
    )
    return handle_form(request, form, editing)


def statement_pdf_page(request: PageRequest, contact_id: int) -> HttpResponse:
    """Send the statement of the asked period as a PDF. Raises NotFound, InvalidInput."""
    name, content = statement_file(
        request.ctx, contact_id=contact_id, start=asked_day(request, "start_date"), end=asked_day(request, "end_date")
    )
    return file_response(name, "application/pdf", content, inline=True)


def asked_day(request: PageRequest, name: str) -> date | None:
    """Return the day in the address under `name`; None without one, or for what is no day."""
    try:
        return read_day(request.GET.get(name, ""))
    except ValueError:
        return None


def _initial(prepared: ContactMail) -> dict[str, Any]:
    primary = [person.email for person in prepared.to if person.is_primary] or [
        person.email for person in prepared.to[:1]
    ]
    return {
        "to_mail_ids": ", ".join(primary),
        "subject": prepared.subject,
        "body": prepared.body,
        "with_statement": prepared.start is not None,
        "start_date": prepared.start,
        "end_date": prepared.end,
    }


def _send(ctx: Ctx, contact_id: int, form: MailForm) -> int:
    return email_contact(
        ctx,
        contact_id=contact_id,
        mail=form.mail(),
        with_statement=form.cleaned_data["with_statement"],
        start=form.cleaned_data["start_date"],
        end=form.cleaned_data["end_date"],
    )
