"""What Daicho adds to django-allauth: people are made by our command, links begin with the public address."""

from smtplib import SMTPException
from typing import Any
from urllib.parse import quote

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from daicho.faces.console.caller import public_ctx
from daicho.identity.commands.sign_up import sign_up
from daicho.identity.core.person import display_name
from daicho.kernel.errors import InvalidInput

_log = structlog.get_logger()


def mail_server(request: HttpRequest) -> dict[str, object]:
    """Context processor: whether e-mails reach anybody, or are kept as files."""
    del request
    return {"MAIL_SERVER": not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")}


def display(user: Any) -> str:
    """Return what to call a person."""
    return display_name(user.name, user.email)


class SignUpForm(forms.Form):
    """What sign-up asks beside the address and the password."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True})
    )
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Do nothing more: allauth demands this method, and `save_user` has done it."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The places where allauth asks us."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Make the person by the command, in the language of the page."""
        given = form.cleaned_data
        try:
            user_id = sign_up(
                public_ctx(request, "web"),
                email=given["email"],
                password=given["password1"],
                name=given["name"],
                locale=(get_language() or "en")[:2],
            )
        except InvalidInput:  # the form was sent twice at one moment
            raise ImmediateHttpResponse(redirect("account_login")) from None
        return get_user_model().objects.get(id=user_id)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once; where the mail server does not answer, say so instead of failing."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            _log.exception("mail_failed", template=template_prefix)
            messages.error(self.request, gettext("The e-mail could not be sent. Try again later."))

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is."""
        return str(subject)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link under the public address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.DAICHO_PUBLIC_URL}{path.replace('UID-KEY', quote(key))}"

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Return the link under the public address, whatever host the request named."""
        return f"{settings.DAICHO_PUBLIC_URL}{reverse('account_confirm_email', args=[emailconfirmation.key])}"
