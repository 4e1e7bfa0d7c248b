"""The frame around every page: what the layout draws as navigation, launcher and banners. The door makes it."""

from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest

from daicho.kernel.context import Application


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the module navigation; `create_url` is the "+" beside it, `key` the letter after `g`."""

    label: str
    icon: str
    url: str
    active: bool = False
    create_url: str = ""
    create_label: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """Entries under one heading; an entry alone under a heading "" stands by itself."""

    label: str
    entries: tuple[MenuEntry, ...]
    icon: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationLink:
    """An organisation in the switcher."""

    name: str
    url: str
    current: bool = False
    test: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationLink:
    """An application in the launcher; `note` says what is needed where the organisation has not joined it yet."""

    application: Application
    label: str
    url: str
    note: str = ""
    current: bool = False
    is_to_join: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """A sentence across the top of every page."""

    text: str
    level: Literal["info", "warning", "danger"] = "warning"
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """All of it. `application` also chooses the accent colour; "" is outside both (console pages)."""

    application: Application | Literal[""] = ""
    application_label: str = ""
    organization_id: int = 0
    organization_name: str = ""
    person_name: str = ""
    role_name: str = ""
    test: bool = False
    menu: tuple[MenuGroup, ...] = ()
    applications: tuple[ApplicationLink, ...] = ()
    banners: tuple[Banner, ...] = ()
    search_url: str = ""
    poll_url: str = ""
    last_change: int = 0
    home_url: str = "/"
    settings_url: str = ""
    badge_url: str = ""
    bell_url: str = ""
    notifications_url: str = ""
    unread: int = 0

    @property
    def create_entries(self) -> list[MenuEntry]:
        """The entries of the quick-create menu."""
        return [entry for group in self.menu for entry in group.entries if entry.create_url]


def frame_context(request: HttpRequest) -> dict[str, object]:
    """Context processor: the frame and the look (theme, folded navigation) the person has chosen."""
    theme = request.COOKIES.get("daicho_theme", "auto")
    return {
        "frame": getattr(request, "frame", None) or Frame(),
        "theme": theme if theme in {"light", "dark"} else "auto",
        "navigation_folded": request.COOKIES.get("daicho_navigation") == "folded",
        "request_id": getattr(request, "request_id", ""),
    }
