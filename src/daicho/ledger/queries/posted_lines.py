"""What a document has posted so far."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Amount, Slot, Source
from daicho.ledger.queries.posted_by_source import posted_by_source


def posted_lines(ctx: Ctx, *, source: Source) -> dict[Slot, Amount]:
    """Return what the document's own postings come to, by slot."""
    return posted_by_source(ctx, sources=[source]).get(source.source_id, {})
