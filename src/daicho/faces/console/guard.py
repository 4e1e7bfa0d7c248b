"""The door of pages outside any organisation: every view says who may come, and errors become pages."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from daicho.faces.door import outside
from daicho.faces.errors import error_page
from daicho.faces.web_door import caller_of, to_sign_in
from daicho.kernel.context import Ctx
from daicho.kernel.errors import DaichoError
from daicho.platform.access import SIGNED_IN


class PersonRequest(HttpRequest):
    """A request by somebody signed in, outside any organisation."""

    ctx: Ctx


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only signed-in people reach `view`, which gets a PersonRequest; others go to sign-in and come back."""

    @wraps(view)
    def guarded(request: PersonRequest, **values: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        request.ctx = outside(caller_of(request), None)
        try:
            return view(request, **values)
        except DaichoError as error:
            return error_page(request, error)

    guarded.permission = SIGNED_IN  # type: ignore[attr-defined]
    return guarded
