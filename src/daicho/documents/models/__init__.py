"""Tables that all kinds of documents share."""

from daicho.documents.models.choice import Choice
from daicho.documents.models.preference import DocumentPreference

__all__ = ["Choice", "DocumentPreference"]
