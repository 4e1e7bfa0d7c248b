"""What the shared pages need to know of one kind of document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import Action
from daicho.documents.queries._views import DocumentView
from daicho.kernel.context import Ctx
from daicho.platform.web.cells import Badge
from daicho.platform.web.detail import Action as PageAction
from daicho.platform.web.detail import Tab
from daicho.platform.web.page import PageRequest


@dataclass(frozen=True, slots=True)
class Labels:
    """Texts of the pages of a kind, lazily translated. `open_by`: application → how confirming or issuing is called.

    `states` are the labels of what is done to a state, `done` the sentences that confirm it.
    """

    plural: Any
    new: Any
    contact: Any
    due: Any
    created: Any
    updated: Any
    deleted: Any
    cloned: Any
    sent: Any
    empty_title: Any
    empty_text: Any
    open_by: Mapping[str, Any]
    save_and_open: Mapping[str, Any]
    states: Mapping[Action, Any]
    done: Mapping[Action, Any]
    delete_question: Any
    new_contact: Any


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """A document around another: how its kind is called, its number, address, day and status."""

    label: Any
    number: str
    url: str
    day: str
    badge: Badge


def _nothing(request: PageRequest, document: Any) -> tuple[()]:
    del request, document
    return ()


def _nothing_of(request: PageRequest, kind: Kind, document: Any) -> tuple[()]:
    del request, kind, document
    return ()


@dataclass(frozen=True, slots=True)
class Addition:
    """What a package above shows on the pages of documents (config/wiring.py, DOCUMENT_ADDITIONS).

    `next` is the action that comes first once the document is open; more `actions`, `tabs`, and `related` documents.
    """

    next: Callable[[PageRequest, Kind, DocumentView], Iterable[PageAction]] = _nothing_of
    actions: Callable[[PageRequest, Kind, DocumentView], Iterable[PageAction]] = _nothing_of
    tabs: Callable[[PageRequest, Kind, DocumentView], Sequence[Tab]] = _nothing_of
    related: Callable[[PageRequest, Kind, DocumentView], Iterable[RelatedRow]] = _nothing_of


def additions() -> list[Addition]:
    """Return what packages above show on the pages of documents."""
    return [import_string(path) for path in settings.DAICHO_DOCUMENT_ADDITIONS]


@dataclass(frozen=True, slots=True)
class WebFace:
    """What the pages of a kind need to know.

    `create` and `update` are the kind's commands; `account_types` limits the accounts of lines ("" for all);
    `is_mailed` says whether such documents are sent to the contact (a bill comes from there).

    What a kind's page shows beyond what all do: more `tabs`, `actions` and `facts` (label, value), the `related`
    documents, and `next`, the action that comes first once the document is open. `fixed` tells whether something was
    made of it, so that it is not edited any more.
    """

    kind: Kind
    labels: Labels
    icon: str
    create: Callable[[Ctx, DocumentFields], int]
    update: Callable[[Ctx, int, DocumentFields], None]
    account_types: str = ""
    is_mailed: bool = True
    tabs: Callable[[PageRequest, DocumentView], Sequence[Tab]] = _nothing
    actions: Callable[[PageRequest, DocumentView], Iterable[PageAction]] = _nothing
    facts: Callable[[PageRequest, DocumentView], Iterable[tuple[Any, str]]] = _nothing
    related: Callable[[PageRequest, int], Sequence[RelatedRow]] = _nothing
    next: Callable[[PageRequest, DocumentView], Iterable[PageAction]] = _nothing
    fixed: Callable[[PageRequest, DocumentView], bool] = lambda _request, _view: False

    @property
    def list_name(self) -> str:
        """The name of the list page: "salesorders"."""
        return f"{self.kind.entity}s"

    @property
    def totals_page(self) -> str:
        """The name of the page that answers with totals."""
        return self.page("totals")

    @property
    def line_page(self) -> str:
        """The name of the page that answers with a row."""
        return self.page("line")

    def page(self, suffix: str = "") -> str:
        """Return the name of a page of this kind: "salesorder", "salesorder_edit"."""
        return f"{self.kind.entity}_{suffix}" if suffix else self.kind.entity

    def may(self, ctx: Ctx, action: str) -> bool:
        """Tell whether the caller may do `action` ("edit") to documents of this kind."""
        return ctx.actor.may(f"{self.kind.module}.{action}")
