"""What is said when a document is mailed."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterFields:
    """A letter to be sent. `with_pdf`: the document's PDF goes along, as do its files that are marked so.

    `with_statement`: so does the customer's statement of account.
    """

    to: Sequence[str]
    subject: str
    body: str
    cc: Sequence[str] = ()
    bcc: Sequence[str] = ()
    with_pdf: bool = True
    with_statement: bool = False
