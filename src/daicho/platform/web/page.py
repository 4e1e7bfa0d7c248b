"""Pages as data. Packages declare them; the faces mount them below /<application>/<organisation>/."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from daicho.kernel.context import Application, Ctx


class PageRequest(HttpRequest):
    """A request that has passed the door: signed in, member, application joined, permission held."""

    ctx: Ctx


View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: path below the organisation ("contacts/<int:contact_id>/"), URL name, what it demands, its view.

    `edit_permission` is demanded in addition for POST. The view gets a PageRequest and the path's values.
    """

    path: str
    name: str
    permission: str
    view: View
    edit_permission: str = ""
    applications: tuple[Application, ...] = ("books", "inventory")


def page_url(ctx: Ctx, name: str, **values: object) -> str:
    """Return the address of page `name` in the application and organisation of the call."""
    application = cast(str, ctx.application)
    return reverse(f"{application}:{name}", kwargs={"organization_id": ctx.organization_id, **values})
