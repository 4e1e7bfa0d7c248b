"""What people outside see by a link: one document, its PDF, and for an estimate the answer to it.

Whoever holds the token may do just that. See docs/internals/share-links.md.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from daicho.documents.commands.mark_viewed import mark_viewed
from daicho.documents.core.kind import Kind
from daicho.documents.core.share import SHOWN, SharedDocument
from daicho.documents.queries._paper import Paper, paper_data, paper_language
from daicho.documents.queries._views import DocumentView, status_of
from daicho.documents.queries.document_pdf import document_pdf
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.shared_document import NO_LINK, shared_document
from daicho.faces.console.caller import public_ctx
from daicho.faces.console.guard import anyone
from daicho.faces.console.shared_words import facts_of
from daicho.faces.console.shown import go
from daicho.kernel.context import Actor, Ctx
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.membership import find_membership
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.files import file_content
from daicho.platform.request_limit import take_request
from daicho.platform.text import sentence
from daicho.platform.web.format import Formats
from daicho.platform.web.notes import file_response
from daicho.platform.work import reading
from daicho.sales.commands.answer_estimate import COMMENT_LENGTH, NAME_LENGTH, answer_estimate
from daicho.sales.kinds import ESTIMATE, SHARED

REQUESTS_PER_MINUTE = 120
"""From one address: a page is three requests, and a PDF costs work."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody at a document's link: the context of the call, what the link opens, the document."""

    ctx: Ctx
    token: str
    shared: SharedDocument
    kind: Kind
    view: DocumentView

    @property
    def language(self) -> str:
        """The language the document's contact reads."""
        return paper_language(self.view.contact.language_code)


def by_link(view: Callable[[HttpRequest, Guest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let everybody who holds a token reach `view`, inside the one organisation; all else is the same page, a 404."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        outside = public_ctx(request, "link")
        allowance = take_request(_address(request), outside.now, REQUESTS_PER_MINUTE)
        if allowance.exceeded:
            return _private(render(request, "429.html", status=429))
        try:
            shared = shared_document(outside, token=token)
            kind = SHARED[shared.entity]
            actor = Actor(None, "", frozenset({f"{kind.module}.view"}))
            ctx = replace(outside.within(shared.organization_id, actor), time_zone=shared.time_zone, today=shared.today)
            with reading(ctx):
                guest = Guest(ctx, token, shared, kind, _visible(ctx, kind, shared.document_id))
                with override(guest.language):
                    return _private(view(request, guest))
        except NotFound:
            return _private(render(request, "share/closed.html", {"text": sentence(NotFound(NO_LINK))}, status=404))

    return anyone(opened)


def _visible(ctx: Ctx, kind: Kind, document_id: int) -> DocumentView:
    view = document_view(ctx, kind=kind, document_id=document_id, with_files=False)
    if view.state not in SHOWN:
        raise NotFound(NO_LINK)
    return view


@require_safe
@by_link
def shared(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Show the document."""
    return _page(request, guest)


@require_safe
@by_link
def pdf(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Return the document as a PDF."""
    name, content = document_pdf(guest.ctx, kind=guest.kind, document_ids=[guest.view.document_id])
    return file_response(name, "application/pdf", content, inline=request.GET.get("inline") == "1")


@require_POST
@by_link
def seen(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Note that the customer has seen the document; the page tells so once it is in front of somebody's eyes.

    A mail scanner that fetches the address runs no script, and a member of the organisation is no customer.
    """
    if not _is_member(request, guest):
        ctx = replace(guest.ctx, actor=replace(guest.ctx.actor, name=guest.view.contact_name))
        mark_viewed(ctx, kind=guest.kind, document_id=guest.view.document_id, link_id=guest.shared.link_id)
    return HttpResponse(status=204)


@require_POST
@by_link
def answer(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Accept or decline an estimate; what is wrong is told on the page, and nothing typed is lost."""
    if guest.kind is not ESTIMATE:
        raise NotFound(NO_LINK)
    name, comment = request.POST.get("name", ""), request.POST.get("comment", "")
    accepts = request.POST.get("answer") == "accept"
    try:
        answer_estimate(
            guest.ctx, estimate_id=guest.view.document_id, accepts=accepts, name=name, comment=comment
        )  # fmt: skip
    except InvalidInput as error:
        faults = {item.field: sentence(item) for item in error.errors}
        return _page(request, guest, {"name": name, "comment": comment, "faults": faults}, status=422)
    except RuleBroken as error:
        return _page(request, guest, {"refused": sentence(error)}, status=422)
    return go(reverse("shared", args=[guest.token]))


def _page(
    request: HttpRequest, guest: Guest, answered: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    ctx, view, language = guest.ctx, guest.view, guest.language
    profile = organization_profile(ctx)
    formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
    word = status_of(ctx, guest.kind, view)
    context = {
        "profile": profile,
        "logo": _logo(ctx, profile) if view.style.has_logo else "",
        "accent": view.style.accent,
        "paper": paper_data([Paper(guest.kind, view, profile, style=view.style)], language),
        "number": view.number,
        "language": language,
        "token": guest.token,
        "may_answer": guest.kind is ESTIMATE and word in {"sent", "viewed"},
        "is_member": _is_member(request, guest),
        "is_test": profile.mode == "test",
        "until": formats.date(guest.shared.expires_on),
        "comment_told": view.state_reason,
        "name_length": NAME_LENGTH,
        "comment_length": COMMENT_LENGTH,
        **facts_of(guest.kind, view, word, formats),
        **(answered or {}),
    }
    response = render(request, "share/document.html", context, status=status)
    response["Content-Language"] = language
    return response


def _is_member(request: HttpRequest, guest: Guest) -> bool:
    user = request.user
    return user.is_authenticated and find_membership(user.id, guest.shared.organization_id) is not None


def _logo(ctx: Ctx, profile: OrganizationProfile) -> str:
    """Return the organisation's logo as an address that holds it, "" for none: guests may ask for no other file."""
    if profile.logo_file_id is None:
        return ""
    try:
        view, content = file_content(ctx, file_id=profile.logo_file_id)
    except (NotFound, FileNotFoundError):
        return ""
    return f"data:{view.content_type};base64,{b64encode(content).decode()}"


def _address(request: HttpRequest) -> int:
    """Return the number under which requests of an internet address are counted: negative, so that it is no id."""
    address = get_adapter().get_client_ip(request)
    return -int.from_bytes(hashlib.sha256(address.encode()).digest()[:7], "big") - 1


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines and of everybody's memory."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store, private"
    return response
