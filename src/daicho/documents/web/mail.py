"""Writing the mail a document goes out with."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.mail_document import mail_document
from daicho.documents.core.letter import LetterFields
from daicho.documents.core.paper_style import holds_link
from daicho.documents.queries.mail_draft import mail_draft
from daicho.documents.web.face import WebFace
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url


class MailForm(DaichoForm):
    """A letter."""

    to_mail_ids = forms.CharField(label=_("To"), max_length=2000)
    cc_mail_ids = forms.CharField(label=_("Cc"), required=False, max_length=2000)
    subject = forms.CharField(label=_("Subject"), max_length=500)
    body = forms.CharField(label=_("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 14}))
    with_pdf = forms.BooleanField(label=_("Attach the document as a PDF"), required=False)

    def letter(self) -> LetterFields:
        """Return what was written."""
        data = self.cleaned_data
        return LetterFields(
            to=addresses(data["to_mail_ids"]),
            cc=addresses(data["cc_mail_ids"]),
            subject=data["subject"],
            body=data["body"],
            with_pdf=data["with_pdf"],
            with_link=data.get("with_link", False),
        )


class LinkedMailForm(MailForm):
    """A letter about a document that customers see by a link."""

    with_link = forms.BooleanField(label=_("Put a link into it to see the document online"), required=False)


def addresses(text: str) -> list[str]:
    """Return the addresses in a text that separates them by commas, semicolons or spaces."""
    return text.replace("、", ",").replace(";", ",").replace(",", " ").split()


def email_page(request: PageRequest, face: WebFace, document_id: int) -> HttpResponse:
    """Show the proposed letter, or send it; sending confirms or issues a draft."""
    ctx = request.ctx
    draft = mail_draft(ctx, kind=face.kind, document_id=document_id)
    initial: dict[str, Any] = {
        "to_mail_ids": ", ".join(draft.to),
        "subject": draft.subject,
        "body": draft.body,
        "with_pdf": True,
        "with_link": holds_link(draft.body),
    }
    form_of = LinkedMailForm if face.kind.is_shared else MailForm
    form = form_of(ctx, request.POST if request.method == "POST" else None, initial=initial)
    here = page_url(ctx, face.page(), **{face.kind.names.id: document_id})
    editing = Editing(
        title=_("Send %(number)s by email") % {"number": draft.view.number},
        save=lambda: mail_document(ctx, kind=face.kind, document_id=document_id, letter=form.letter()),
        url=lambda _mail_id: here,
        message=face.labels.sent,
        cancel_url=here,
        submit=_("Send"),
    )
    return handle_form(request, form, editing)
