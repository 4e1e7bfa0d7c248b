"""What is said when a document is mailed."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterFields:
    """A letter to be sent. `with_pdf`: the document's PDF goes along, as do its files that are marked so.

    `with_statement`: so does the customer's statement of account. `with_link`: a link to see it online stands in the
    text, at its end where the text has no place for it ("{link}").
    """

    to: Sequence[str]
    subject: str
    body: str
    cc: Sequence[str] = ()
    bcc: Sequence[str] = ()
    with_pdf: bool = True
    with_statement: bool = False
    with_link: bool = False
