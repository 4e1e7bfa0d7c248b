"""Which records others may refer to by id. REFERENCES in `config/wiring.py` names the kinds (DAICHO_REFERENCES)."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.kernel.context import Ctx

Names = Callable[[Ctx, Sequence[int]], Mapping[int, str]]
"""From ids to the names of those that exist."""

_names: dict[str, Names] = {}


def register_reference(entity: str, names: Names) -> None:
    """Let lookup fields refer to records of kind `entity`."""
    _names[entity] = names


def reference_kinds() -> list[str]:
    """Return the kinds of records that a lookup field may refer to."""
    return sorted({*_names, *settings.DAICHO_REFERENCES})


def reference_name(ctx: Ctx, *, entity: str, record_id: int) -> str | None:
    """Return the name of a record, None where there is none."""
    return record_names(ctx, entity=entity, record_ids=[record_id]).get(record_id)


def record_names(ctx: Ctx, *, entity: str, record_ids: Sequence[int]) -> Mapping[int, str]:
    """Return the names of those records of a kind that exist; nothing for a kind that nobody keeps."""
    names = _names.get(entity)
    if names is None and entity in settings.DAICHO_REFERENCES:
        names = import_string(settings.DAICHO_REFERENCES[entity])
    return names(ctx, record_ids) if names and record_ids else {}
