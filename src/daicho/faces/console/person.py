"""The person's own pages: profile, sessions."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.identity.commands.end_session import end_session
from daicho.identity.commands.update_profile import update_profile
from daicho.identity.queries.own_sessions import own_sessions
from daicho.platform.web.forms import DaichoForm


class ProfileForm(DaichoForm):
    """Name and language."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    locale = forms.ChoiceField(label=_("Language"), choices=(("ja", "日本語"), ("en", "English")))


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Show and change the person's name and language."""
    ctx, user = request.ctx, request.user
    assert user.is_authenticated
    given = request.POST if request.method == "POST" else None
    form = ProfileForm(ctx, given, initial={"name": user.name, "locale": user.locale})
    if form.is_valid():
        update_profile(ctx, name=form.cleaned_data["name"], locale=form.cleaned_data["locale"])
        with translation.override(form.cleaned_data["locale"]):
            messages.success(request, gettext("Your profile has been updated."))
        return redirect("profile")
    return render(request, "account/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@signed_in
def sessions(request: PersonRequest) -> HttpResponse:
    """Show where the person is signed in; POST ends all sessions but this one."""
    ctx, current_key = request.ctx, request.session.session_key or ""
    rows = own_sessions(ctx, current_key=current_key)
    if request.method == "POST":
        for row in rows:
            if not row.is_current:
                end_session(ctx, session_id=row.id)
        messages.success(request, gettext("Signed out everywhere else."))
        return redirect("usersessions_list")
    return render(request, "usersessions/usersession_list.html", {"sessions": rows})


@signed_in
@require_POST
def end_one_session(request: PersonRequest, session_id: int) -> HttpResponse:
    """End one session."""
    end_session(request.ctx, session_id=session_id)
    messages.success(request, gettext("The session has been ended."))
    return redirect("usersessions_list")
