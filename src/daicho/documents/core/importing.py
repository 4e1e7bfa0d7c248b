"""A row of a file of documents."""

from typing import TypedDict

from daicho.documents.core.fields import DocumentFields, LineFields


class DocumentRow(TypedDict):
    """One line with its document; `header` has at least number and contact. `is_open`: the document counts at once."""

    header: DocumentFields
    line: LineFields
    is_open: bool
