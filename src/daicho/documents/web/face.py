"""What the shared pages need to know of one kind of document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx


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
    open_many: Any
    open_by: Mapping[str, Any]
    save_and_open: Mapping[str, Any]
    states: Mapping[Action, Any]
    done: Mapping[Action, Any]
    delete_question: Any
    new_contact: Any


@dataclass(frozen=True, slots=True)
class WebFace:
    """`create` and `update` are the kind's commands; `account_types` limits the accounts of lines ("" for all)."""

    kind: Kind
    labels: Labels
    icon: str
    create: Callable[[Ctx, DocumentFields], int]
    update: Callable[[Ctx, int, DocumentFields], None]
    account_types: str = ""

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
