"""What a change of state would do to others: the same command, rolled back (ARCHITECTURE §1)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import Action
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
def preview_change(ctx: Ctx, *, kind: Kind, document_id: int, action: Action) -> Consequences:
    """Return what `action` would do to other documents. Nothing stays of it. Raises what `change_state` raises."""
    ctx.require(f"{kind.module}.edit")
    found: Sequence[CausedEntry] = ()
    with suppress(_DryRun), unit_of_work(ctx):
        change_state(ctx, kind=kind, document_id=document_id, action=action)
        found = caused_entries(ctx, kind=kind.entity, document_id=document_id)
        raise _DryRun
    return Consequences(found)
