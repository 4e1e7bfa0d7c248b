"""A file taken in at once, from the command line."""

from collections.abc import Mapping

from daicho.exchange.commands._load import load, read_table, refused_at_last
from daicho.exchange.core.mapping import automatic_mapping, checked_mapping
from daicho.exchange.core.outcome import Outcome
from daicho.exchange.queries.import_kind import import_kind
from daicho.kernel.bulk import Existing
from daicho.kernel.context import Ctx
from daicho.platform.work import reading, unit_of_work


def import_file(
    ctx: Ctx,
    *,
    kind: str,
    name: str,
    content: bytes,
    existing: Existing = "update",
    chosen: Mapping[int, str] | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Import a file; columns are those that their headers suggest unless `chosen` (column from 0 → field).

    With any fault, and in a dry run, nothing is written. Raises NotFound for another kind, InvalidInput for a file
    that cannot be read or lacks a required column, RuleBroken (4902) where somebody else takes the
    same names meanwhile.
    """
    ctx.require("exchange.create")
    with reading(ctx):
        what = import_kind(ctx, name=kind)
    table = read_table(name, content)
    suggested = dict(enumerate(automatic_mapping(what, table.header)))
    mapping = checked_mapping(what, table.header, suggested if chosen is None else chosen)
    with refused_at_last(), unit_of_work(ctx) as unit:
        outcome = load(ctx, what, table, mapping, existing=existing, dry_run=dry_run)
        if not dry_run and not outcome.faults:
            after = {"kind": kind, "created": len(outcome.created), "updated": len(outcome.updated)}
            unit.record("import", ctx.organization_id, "imported", after=after)
    return outcome
