"""What tells one kind of document from another. The shared commands and queries get it with every call."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal

from daicho.documents.core.state import Moves
from daicho.kernel.context import Ctx

Purpose = Literal["sale", "purchase"]


def _nothing(ctx: Ctx, ids: Collection[int]) -> set[int]:
    return set()


@dataclass(frozen=True, slots=True)
class Words:
    """Msgids that name the kind: "Sales order", "The sales order has been %s." and so on."""

    name: str
    plural: str
    does_not_exist: str
    title: str
    """The heading of the paper."""


@dataclass(frozen=True, slots=True)
class Names:
    """How the wire calls the fields that differ by kind ("salesorder_number", "customer_id", "shipment_date")."""

    key: str
    id: str
    number: str
    contact_id: str
    contact_name: str
    due: str


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of document.

    `entity` names it in the change feed ("salesorder"), `module` in permissions ("salesorders"); `header` and `line`
    are its tables, made of `columns`; `extra` and `line_extra` are their own columns beyond those. `account_types`
    limits what a line may be booked to. `processed` returns those of the documents of which something was made (a
    package, an invoice): they are not edited or deleted any more.
    """

    entity: str
    module: str
    purpose: Purpose
    contact_type: Literal["customer", "vendor"]
    words: Words
    names: Names
    header: Any
    line: Any
    moves: Moves
    default_account: str
    extra: tuple[str, ...] = ()
    line_extra: tuple[str, ...] = ()
    account_types: frozenset[str] | None = None
    processed: Callable[[Ctx, Collection[int]], set[int]] = _nothing
