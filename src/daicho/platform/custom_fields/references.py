"""Which records a lookup field may name. Packages register the kinds they own in `config/wiring.py`."""

from collections.abc import Callable, Mapping, Sequence

from daicho.kernel.context import Ctx

Names = Callable[[Ctx, Sequence[int]], Mapping[int, str]]
"""From ids to the names of those that exist."""

_names: dict[str, Names] = {}


def register_reference(entity: str, names: Names) -> None:
    """Let lookup fields refer to records of kind `entity`."""
    _names[entity] = names


def reference_kinds() -> list[str]:
    """Return the kinds of records that a lookup field may refer to."""
    return sorted(_names)


def reference_name(ctx: Ctx, *, entity: str, record_id: int) -> str | None:
    """Return the name of a record, None where there is none."""
    return _names[entity](ctx, [record_id]).get(record_id) if entity in _names else None
