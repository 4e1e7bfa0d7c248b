"""What a change of a document would do to others: the same command, rolled back (ARCHITECTURE §1)."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.ledger.queries.caused_entries import CausedEntry, caused_entries
from daicho.platform.work import unit_of_work


class _DryRun(Exception):
    """Rolls the unit of work back."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """The entries of other documents that would be corrected; in base currency."""

    entries: Sequence[CausedEntry]

    @property
    def documents(self) -> int:
        """How many documents would cost more or less."""
        return len({(entry.kind, entry.source_id) for entry in self.entries})

    @property
    def cost_minor(self) -> int:
        """How much more (or less) their goods would cost together."""
        return sum(entry.cost_minor for entry in self.entries)

    @property
    def moved(self) -> Sequence[CausedEntry]:
        """Those that are meant for a locked day and would be posted later."""
        return [entry for entry in self.entries if entry.wanted_day and entry.wanted_day != entry.day]


# tidy: allow unaudited: nothing stays
def preview_change(ctx: Ctx, *, kind: Kind, change: Callable[[], int]) -> Consequences:
    """Return what `change` would do to other documents; it returns the id of the document it changes.

    Nothing stays of it. Raises what `change` raises.
    """
    ctx.require(f"{kind.module}.view")
    found: Sequence[CausedEntry] = ()
    with suppress(_DryRun), unit_of_work(ctx):
        found = caused_entries(ctx, kind=kind.entity, document_id=change())
        raise _DryRun
    return Consequences(found)
