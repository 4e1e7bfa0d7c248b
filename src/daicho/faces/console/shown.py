"""What the pages about organisations have in common: their frame, names of applications, addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from daicho.faces.console.guard import PersonRequest
from daicho.faces.frame import LABELS
from daicho.kernel.context import Application
from daicho.organizations.queries.joined_organizations import MyOrganization
from daicho.organizations.web.members import role_label
from daicho.platform.web.frame import Frame
from daicho.platform.web.render import render_page

APPLICATIONS: tuple[Application, ...] = ("inventory", "books")


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application as a card of an organisation shows it: joined (with `url`), or not."""

    application: Application
    label: str
    joined: bool
    url: str


@dataclass(frozen=True, slots=True)
class OrganizationCard:
    """An organisation as the pages show it."""

    organization_id: int
    name: str
    role: str
    country_code: str
    currency: str
    is_administrator: bool
    is_default: bool
    is_test: bool
    delete_requested: bool
    books_setup: str
    applications: tuple[ApplicationLine, ...]

    @property
    def joined(self) -> str:
        """The names of the joined applications."""
        return " · ".join(line.label for line in self.applications if line.joined)

    @property
    def missing(self) -> list[ApplicationLine]:
        """The applications it is not in."""
        return [line for line in self.applications if not line.joined]


def card_of(mine: MyOrganization) -> OrganizationCard:
    """Return an organisation of the person as pages show it."""
    membership = mine.membership
    return OrganizationCard(
        organization_id=membership.organization_id,
        name=membership.organization_name,
        role=role_label(membership.role_name, membership.role_key),
        country_code=membership.country_code,
        currency=membership.base_currency,
        is_administrator=membership.is_administrator,
        is_default=mine.is_default,
        is_test=membership.mode == "test",
        delete_requested=membership.delete_requested,
        books_setup=membership.books_setup,
        applications=tuple(
            ApplicationLine(
                application,
                label(application),
                application in membership.joined,
                home_url(application, membership.organization_id) if application in membership.applications else "",
            )
            for application in APPLICATIONS
        ),
    )


def label(application: Application) -> str:
    """Return the name of an application in the active language."""
    return str(LABELS[application])


def home_url(application: Application, organization_id: int) -> str:
    """Return the address of an organisation in an application."""
    return reverse(f"{application}:home", kwargs={"organization_id": organization_id})


def asked_application(request: HttpRequest) -> Application | None:
    """Return the application that the request names, None without a good one."""
    name = request.POST.get("application") or request.GET.get("application", "")
    return next((application for application in APPLICATIONS if application == name), None)


def show(
    request: PersonRequest, template: str, context: Mapping[str, object], application: Application | None = None
) -> HttpResponse:
    """Render a page outside any organisation, in the colours of `application` where it belongs to one."""
    request.frame = Frame(  # type: ignore[attr-defined]
        application=application or "",
        application_label=label(application) if application else "",
        person_name=request.ctx.actor.name,
    )
    return render_page(request, template, context)


def go(url: str) -> HttpResponse:
    """Send the browser on after a POST."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
