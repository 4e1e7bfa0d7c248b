"""What changes when a document's movements are replaced by others."""

from collections.abc import Iterable
from dataclasses import dataclass

from daicho.stock.core.movement import Movement


@dataclass(frozen=True, slots=True)
class Changed:
    """Movements that are added, and those that no longer count.

    `followers` are pools whose movements stay but belong to an assembly that changes, so that they cost something else.
    """

    added: tuple[Movement, ...]
    retracted: tuple[Movement, ...]
    followers: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.retracted)

    @property
    def pools(self) -> set[int]:
        """The pools (Movement.pool_key) that move, or follow."""
        return {movement.pool_key for movement in (*self.added, *self.retracted)} | self.followers

    def of_accounting(self, pool_key: int) -> "Changed":
        """Return what changes a cost pool."""
        return Changed(_accounting(self.added, pool_key), _accounting(self.retracted, pool_key))

    def signed(self) -> list[tuple[Movement, int]]:
        """Return each movement with +1 where it is added, −1 where it no longer counts."""
        return [(movement, 1) for movement in self.added] + [(movement, -1) for movement in self.retracted]


def changed(current: Iterable[Movement], wanted: Iterable[Movement]) -> Changed:
    """Return what must be retracted and added so that `current` becomes `wanted`."""
    current, wanted = {movement.in_base for movement in current}, [movement.in_base for movement in wanted]
    added = tuple(movement for movement in wanted if movement not in current)
    retracted = tuple(sorted(current - set(wanted), key=lambda movement: movement.line_id))
    assemblies = {movement.assembly_id for movement in (*added, *retracted)} - {None}
    kept = current.intersection(wanted) if assemblies else ()
    return Changed(added, retracted, frozenset(m.pool_key for m in kept if m.assembly_id in assemblies))


def _accounting(movements: Iterable[Movement], pool_key: int) -> tuple[Movement, ...]:
    return tuple(m for m in movements if m.pool_key == pool_key and m.is_costed)
