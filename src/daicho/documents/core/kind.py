"""What tells one kind of document from another. The shared commands and queries get it with every call."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from daicho.documents.core.state import COUNTING, Moves, Settling, State
from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope

Purpose = Literal["sale", "purchase"]

LINE_ENTITY = "documentline"
"""The kind of record by which lines of all documents have their custom fields."""


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


@dataclass(frozen=True, slots=True)
class Books:
    """How documents of a kind reach stock and books.

    `post(ctx, document_ids, is_new=False)`, or its dotted path (commands stand above kinds), makes both say what the
    stored documents say; one whose state is not among `states` says nothing. `is_new`: they have said nothing so far.
    `scope` is the module group that locks.
    """

    scope: Scope
    post: Callable[..., None] | str
    states: frozenset[State] = COUNTING


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of document.

    `entity` names it in the change feed ("salesorder"), `module` in permissions ("salesorders"); `header` and `line`
    are its tables, made of `columns`; `extra` and `line_extra` are their own columns beyond those. `account_types`
    limits what a line may be booked to. `processed` returns those of the documents of which something was made (a
    package, an invoice): they are not edited or deleted any more.

    `books` is there for kinds that post. `settling` says how a document with an amount to be settled ends: "due" (an
    invoice is paid), "credit" (a credit note is used up, closed). `has_terms`: `due` follows from the payment terms.
    `source` is the kind whose lines `source_line_id` of a line names: not more is taken of one than it has;
    `after(ctx, source_line_ids)` runs at the end of every change to lines that name others. `has_foreign_numbers`: the
    numbers are the contact's own (bills): they must be given, and are in use once for each contact. `complete` is the
    path of the function(ctx, fields) that fills in what follows from given fields, `begin` of one that fills in what
    only a new document begins with; `dropped` of the function(ctx, line ids) that forgets what hangs on lines that go.
    `marks` are the header's columns
    that tell what was made of it ("packed_status"); lists show them and are asked for them. `made` returns further
    statuses of what something was made of, each with its condition ("invoiced" → a Q). `is_shared`: customers see such
    documents by a link (`core.share`); the header has `columns.SharedColumns`. `is_plain`: its lines say in words what
    an amount is for (`core.plain`).
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
    books: Books | None = None
    settling: Settling = ""
    has_terms: bool = False
    source: "Kind | None" = None
    after: Callable[[Ctx, Collection[int]], None] | str | None = None
    has_foreign_numbers: bool = False
    complete: str = ""
    begin: str = ""
    dropped: str = ""
    marks: tuple[str, ...] = ()
    made: Callable[[], Mapping[str, Any]] = dict
    is_shared: bool = False
    is_plain: bool = False

    @property
    def can_be_late(self) -> bool:
        """Whether an open document whose day has passed is overdue."""
        return self.settling == "due" or (self.purpose == "sale" and not self.settling)

    @property
    def brings_goods(self) -> bool:
        """Whether goods come in by such documents, so that their lines may name new batches (keep_batches)."""
        return self.books is not None and (self.purpose == "purchase") == (self.settling == "due")

    @property
    def can_be_viewed(self) -> bool:
        """Whether an open document that the customer has seen is called "viewed" (a credit note stays open)."""
        return self.is_shared and self.settling != "credit"
