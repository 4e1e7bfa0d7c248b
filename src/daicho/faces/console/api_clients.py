"""API clients: programs a person registers, and programs that can act for the person."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.scope_words import scopes_in_words
from daicho.identity.commands.delete_client import delete_client
from daicho.identity.commands.grant_code import grant_code
from daicho.identity.commands.register_client import register_client
from daicho.identity.commands.revoke_access import revoke_access
from daicho.identity.commands.revoke_client_tokens import revoke_client_tokens
from daicho.identity.core.client import ApiClientView
from daicho.identity.core.scopes import parse_scope, scope_set
from daicho.identity.core.token import SELF_CODE_MINUTES
from daicho.identity.queries.api_clients import api_clients
from daicho.identity.queries.granted_access import granted_access
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.platform.web.forms import DaichoForm


class ClientForm(DaichoForm):
    """A program to be registered."""

    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=(
            ("server", _("Server: people are asked for consent and sent back to the program")),
            ("self", _("Self client: acts for you alone, with a code you make here")),
        ),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        initial="server",
    )
    redirect_uris = forms.CharField(
        label=_("Redirect addresses"),
        help_text=_("One a line, exactly as the program sends them. A self client has none."),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "https://example.com/callback", "spellcheck": "false"}),
    )


class SelfCodeForm(DaichoForm):
    """What a self client's code allows and how long it can be exchanged."""

    scope = forms.CharField(
        label=_("Scopes"),
        help_text=_("Separated by commas, for example ZohoBooks.contacts.READ."),
        max_length=4000,
        initial=",".join(("ZohoBooks.fullaccess.all", "ZohoInventory.FullAccess.all")),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
    )
    minutes = forms.TypedChoiceField(label=_("Valid for"), coerce=int)

    def __init__(self, ctx: Ctx, *args: object, **kwargs: object) -> None:
        super().__init__(ctx, *args, **kwargs)
        choices = [
            (minutes, ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes})
            for minutes in SELF_CODE_MINUTES
        ]
        self.fields["minutes"].choices = choices  # type: ignore[attr-defined]

    def clean_scope(self) -> frozenset[str]:
        """Return the scopes in lower case. Raises ValidationError that names those that do not exist."""
        scopes = scope_set(self.cleaned_data["scope"])
        unknown = sorted(scope for scope in scopes if parse_scope(scope) is None)
        if unknown:
            raise ValidationError(_("There is no such scope: %(scopes)s"), params={"scopes": ", ".join(unknown)})
        return scopes


@signed_in
def overview(request: PersonRequest) -> HttpResponse:
    """Show the person's programs, and the programs that can act for the person."""
    ctx = request.ctx
    access = [{"row": row, "scopes": scopes_in_words(row.scopes)} for row in granted_access(ctx)]
    return render(request, "oauth/clients.html", {"clients": api_clients(ctx), "access": access})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def register(request: PersonRequest) -> HttpResponse:
    """Register a program. The answer is the one page that shows its secret."""
    ctx = request.ctx
    form = ClientForm(ctx, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            client = register_client(
                ctx, name=given["name"], kind=given["kind"], redirect_uris=given["redirect_uris"].split()
            )
        except InvalidInput as error:
            form.take(error)
        else:
            return render(
                request, "oauth/secret.html", {"client": client, "name": given["name"], "kind": given["kind"]}
            )
    return render(request, "oauth/register.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def self_code(request: PersonRequest, client_id: int) -> HttpResponse:
    """Make a code for a self client. The answer is the one page that shows it."""
    ctx = request.ctx
    client = _own_self_client(ctx, client_id)
    form = SelfCodeForm(ctx, request.POST if request.method == "POST" else None)
    if form.is_valid():
        scopes, minutes = form.cleaned_data["scope"], form.cleaned_data["minutes"]
        code = grant_code(ctx, client_id=client.client_id, scopes=scopes, life=timedelta(minutes=minutes))
        shown = {"client": client, "code": code, "minutes": minutes, "scopes": scopes_in_words(scopes)}
        return render(request, "oauth/code.html", shown)
    return render(
        request, "oauth/self_code.html", {"form": form, "client": client}, status=422 if form.is_bound else 200
    )


@signed_in
@require_POST
def revoke_tokens(request: PersonRequest, client_id: int) -> HttpResponse:
    """End all tokens of a program."""
    revoke_client_tokens(request.ctx, client_id=client_id)
    messages.success(request, gettext("All tokens of the API client have been revoked."))
    return redirect("api_clients")


@signed_in
@require_POST
def delete(request: PersonRequest, client_id: int) -> HttpResponse:
    """Delete a program."""
    delete_client(request.ctx, client_id=client_id)
    messages.success(request, gettext("The API client has been deleted."))
    return redirect("api_clients")


@signed_in
@require_POST
def revoke_program(request: PersonRequest, token_id: int) -> HttpResponse:
    """Take back what one program may do for the person."""
    revoke_access(request.ctx, token_id=token_id)
    messages.success(request, gettext("The program's access has been revoked."))
    return redirect("api_clients")


def _own_self_client(ctx: Ctx, client_id: int) -> ApiClientView:
    for client in api_clients(ctx):
        if client.id == client_id and client.kind == "self":
            return client
    raise Http404
