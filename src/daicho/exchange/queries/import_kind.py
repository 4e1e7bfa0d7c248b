"""What can be imported here: the kind with the organisation's custom fields."""

from dataclasses import replace

from daicho.exchange.core.custom import custom_columns
from daicho.exchange.core.field import ImportKind
from daicho.exchange.core.kinds import kind_named
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import custom_fields_of


def import_kind(ctx: Ctx, *, name: str) -> ImportKind:
    """Return the kind with this name and all its columns. Raises NotFound."""
    kind = kind_named(name)
    fields = custom_fields_of(ctx, entity=kind.entity)
    return replace(
        kind, fields=kind.fields + custom_columns((field.api_name, field.label, field.data_type) for field in fields)
    )
