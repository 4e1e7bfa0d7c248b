"""The one door to the books: append what a source's postings lack (DESIGN §1)."""

from collections.abc import Iterable

from daicho.kernel.context import Ctx
from daicho.ledger.commands.append_lines import append_lines
from daicho.ledger.core.posting import Batch, Line, Part, Source, difference
from daicho.ledger.queries.posted_lines import posted_lines
from daicho.platform.work import unit_of_work


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def post(ctx: Ctx, *, source: Source, wanted: Iterable[Line], is_new: bool = False) -> int:
    """Append the difference between `wanted` and what the document `source` has posted; return the number of lines.

    No `wanted` lines (a voided or deleted document) take everything back. A second call with the same lines writes
    nothing. `is_new` saves the look at what is posted, for a source that cannot have posted yet. The caller has
    authorised the command, checked locks and recorded what it did. Raises AssertionError where `wanted` does not
    balance.
    """
    with unit_of_work(ctx):
        posted = {} if is_new else posted_lines(ctx, source=source)
        missing = difference(posted, wanted)
        append_lines(ctx, batches=[Batch(source, Part.DOCUMENT, missing)] if missing else [])
    return len(missing)
