"""The root of an application: on to the organisation the person works in, or to what is needed first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from daicho.faces.door import outside
from daicho.faces.web_door import caller_of, join_url, to_sign_in
from daicho.kernel.context import Application
from daicho.organizations.queries.memberships import memberships


def entrance(application: Application) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view of "/inventory/" or "/books/".

    Signed out: sign-in. The default organisation, else the first that has joined, opens. None has joined: the join
    page, which lists what could be joined and offers to create one.
    """

    def view(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        found = memberships(outside(caller_of(request), application))
        usable = [view for view in found if application in view.applications]
        if not usable:
            return redirect(join_url(application))
        home = reverse(f"{application}:home", kwargs={"organization_id": usable[0].organization_id})
        return redirect(home)

    return view
