"""Pages as data. Packages declare them; the faces mount them below /inventory/<id>/ and /books/<id>/."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, URLPattern, path, register_converter, reverse

from daicho.kernel.context import Application, Ctx
from daicho.platform.access import is_declared
from daicho.platform.web.format import Formats
from daicho.platform.web.frame import Frame


class PageRequest(HttpRequest):
    """A request that has passed the door: signed in, member, application joined, permission held."""

    ctx: Ctx
    formats: Formats
    frame: Frame


View = Callable[..., HttpResponse]


class IdConverter:
    """An id in a path: what cannot be one of 63 bits is no address at all, so it is a 404."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """Return the id. Raises ValueError ("no match" to Django) beyond 63 bits."""
        number = int(value)
        if number >= 2**63:
            raise ValueError(value)
        return number

    def to_url(self, value: object) -> str:
        """Return the id as text."""
        return str(value)


register_converter(IdConverter, "id")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: path below the organisation ("contacts/<id:contact_id>/"), URL name, what it demands, its view.

    `edit_permission` is demanded in addition for POST. The view gets a PageRequest and the path's values. `followed`
    False: the answer is no page (a file, options), so it need not know how far the change feed has come.
    """

    path: str
    name: str
    permission: str
    view: View
    edit_permission: str = ""
    applications: tuple[Application, ...] = ("books", "inventory")
    followed: bool = True


def page_url(ctx: Ctx, name: str, **values: object) -> str:
    """Return the address of page `name` in the application and organisation of the call."""
    application = cast(str, ctx.application)
    return reverse(f"{application}:{name}", kwargs={"organization_id": ctx.organization_id, **values})


def mount(pages: list[Page], application: Application, guard: Callable[[Page, Application], View]) -> list[URLPattern]:
    """Return the URL patterns of the pages that `application` shows, each behind `guard`.

    Raises ImproperlyConfigured, which stops the start, for a page without a declared permission or a name used twice.
    """
    names: set[str] = set()
    for page in pages:
        if not is_declared(page.permission) or (page.edit_permission and not is_declared(page.edit_permission)):
            raise ImproperlyConfigured(f"page {page.name} ({page.path}) declares no valid permission")
        if page.name in names:
            raise ImproperlyConfigured(f"two pages are named {page.name}")
        names.add(page.name)
    return [
        path(f"<id:organization_id>/{page.path.replace('<int:', '<id:')}", guard(page, application), name=page.name)
        for page in pages
        if application in page.applications
    ]


def find_page_url(ctx: Ctx, name: str, **values: object) -> str:
    """Return the address of page `name`, "" where the application of the call has no such page."""
    try:
        return page_url(ctx, name, **values)
    except NoReverseMatch:
        return ""
