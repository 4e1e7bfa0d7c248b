"""OAuth 2 as the clients of Zoho's APIs use it (ADR own OAuth tokens, docs/internals/identity.md)."""

from collections.abc import Callable, Mapping
from typing import cast
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from daicho.faces.console.caller import public_ctx
from daicho.faces.console.guard import PersonRequest, anyone, signed_in
from daicho.faces.console.scope_words import scopes_in_words
from daicho.identity.commands.exchange_code import exchange_code
from daicho.identity.commands.grant_code import grant_code
from daicho.identity.commands.refresh_access import refresh_access
from daicho.identity.commands.revoke_token import revoke_token
from daicho.identity.core.scopes import parse_scope, scope_set
from daicho.identity.core.token import ACCESS_TOKEN_LIFE, TokenPair, TokenRefused
from daicho.identity.queries.client_for_consent import client_for_consent
from daicho.kernel.context import Ctx

Parameters = Mapping[str, str]


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def authorize(request: PersonRequest) -> HttpResponse:
    """Ask the person whether a program may act for them, and send the answer to the program's address.

    Before the address is known to be the program's own, an error is told here and nothing is sent there.
    """
    ctx = request.ctx
    asked = request.GET
    client_id, redirect_uri = asked.get("client_id", ""), asked.get("redirect_uri") or asked.get("redirect_url", "")
    client_name = client_for_consent(ctx, client_id=client_id, redirect_uri=redirect_uri)
    if client_name is None:
        return render(request, "oauth/refused.html", status=400)
    scopes = scope_set(asked.get("scope", ""))
    error = _error_in(asked, scopes)
    if error:
        return _back(redirect_uri, asked, error=error)
    if request.method == "GET":
        return _consent_page(request, client_name, redirect_uri, scopes)
    if request.POST.get("decision") != "allow":
        return _back(redirect_uri, asked, error="access_denied")
    code = grant_code(
        ctx,
        client_id=client_id,
        scopes=scopes,
        redirect_uri=redirect_uri,
        offline=asked.get("access_type") == "offline",
    )
    return _back(redirect_uri, asked, code=code, **{"accounts-server": settings.DAICHO_PUBLIC_URL})


@anyone
@never_cache
@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Exchange a code or a refresh token for an access token; parameters come in the address or in the form.

    What goes wrong is told as {"error": …} with status 200: the clients look for the key.
    """
    given = _parameters(request)
    grant = _GRANTS.get(given.get("grant_type", ""))
    if grant is None:
        return JsonResponse({"error": "unsupported_grant_type"})
    try:
        tokens = grant(public_ctx(request, "api"), given)
    except TokenRefused as refusal:
        return JsonResponse({"error": refusal.word})
    answer = {
        "access_token": tokens.access_token,
        "refresh_token": tokens.refresh_token,
        "api_domain": settings.DAICHO_PUBLIC_URL,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_TOKEN_LIFE.total_seconds()),
    }
    return JsonResponse({name: value for name, value in answer.items() if value})


@anyone
@never_cache
@csrf_exempt
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """End a token. An unknown one is as good as ended, so that nothing is learned from the answer (RFC 7009)."""
    revoke_token(public_ctx(request, "api"), token=_parameters(request).get("token", ""))
    return JsonResponse({"status": "success"})


def _consent_page(request: HttpRequest, client_name: str, redirect_uri: str, scopes: frozenset[str]) -> HttpResponse:
    parts = urlsplit(redirect_uri)
    page = {"client_name": client_name, "scopes": scopes_in_words(scopes), "host": parts.hostname}

    # Browsers hold the form's policy against the redirect that answers it.
    @csp_update({"form-action": [f"{parts.scheme}://{parts.netloc}"]})
    def show(request: HttpRequest) -> HttpResponse:
        return render(request, "oauth/consent.html", page)

    return cast(HttpResponse, show(request))


def _by_code(ctx: Ctx, given: Parameters) -> TokenPair:
    return exchange_code(
        ctx,
        client_id=given.get("client_id", ""),
        client_secret=given.get("client_secret", ""),
        code=given.get("code", ""),
        redirect_uri=given.get("redirect_uri") or given.get("redirect_url", ""),
    )


def _by_refresh_token(ctx: Ctx, given: Parameters) -> TokenPair:
    return refresh_access(
        ctx,
        client_id=given.get("client_id", ""),
        client_secret=given.get("client_secret", ""),
        refresh_token=given.get("refresh_token", ""),
    )


_GRANTS: dict[str, Callable[[Ctx, Parameters], TokenPair]] = {
    "authorization_code": _by_code,
    "refresh_token": _by_refresh_token,
}


def _parameters(request: HttpRequest) -> Parameters:
    return {**request.GET.dict(), **request.POST.dict()}


def _error_in(asked: Parameters, scopes: frozenset[str]) -> str:
    if asked.get("response_type") != "code":
        return "unsupported_response_type"
    if not scopes or not all(map(parse_scope, scopes)):
        return "invalid_scope"
    return ""


def _back(redirect_uri: str, asked: Parameters, **answer: str) -> HttpResponseRedirect:
    if "state" in asked:
        answer["state"] = asked["state"]
    separator = "&" if "?" in redirect_uri else "?"
    return HttpResponseRedirect(f"{redirect_uri}{separator}{urlencode(answer)}")
