"""The letter that a paper about goods goes out with, ready to be changed."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext as _

from daicho.documents.letters import LetterDraft
from daicho.documents.queries.letter_draft import letter_draft
from daicho.kernel.context import Ctx
from daicho.platform.web.format import Formats


def slip_letter(
    ctx: Ctx,
    *,
    contact_id: int,
    texts: tuple[str, str],
    number: str,
    day: date,
    way: Collection[tuple[str, str | date | None]] = (),
    person_ids: Collection[int] = (),
) -> LetterDraft:
    """Return the letter about goods of `day` (documents.queries.letter_draft).

    In `texts` %(way)s becomes a line for each of `way`: a msgid and what it says. Raises NotFound.
    """

    def values(formats: Formats) -> Mapping[str, str]:
        told = ((_(label), formats.date(value) if isinstance(value, date) else value) for label, value in way)
        lines = "".join(f"{label}: {value}\n" for label, value in told if value)
        return {"date": formats.date(day), "way": lines}

    return letter_draft(ctx, contact_id=contact_id, number=number, texts=texts, values=values, person_ids=person_ids)
