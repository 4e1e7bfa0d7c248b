"""Which document a request wants explained."""

from collections.abc import Mapping

from daicho.kernel.errors import InvalidInput, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.listing import is_id


def explained_source(given: Mapping[str, str]) -> tuple[str, int]:
    """Return kind and id of the document that `given` asks about (source_type, source_id). Raises InvalidInput."""
    kind, text = given.get("source_type", "").strip(), given.get("source_id", "").strip()
    if not kind or not text:
        raise InvalidInput([missing("source_id" if kind else "source_type")])
    if not is_id(text):
        raise invalid("source_id", _("Invalid value passed for %(field)s"), {"field": "source_id"})
    return kind, int(text)
