"""Tables that all kinds of documents share."""

from daicho.documents.models.choice import Choice
from daicho.documents.models.preference import DocumentPreference
from daicho.documents.models.share_link import ShareLink

__all__ = ["Choice", "DocumentPreference", "ShareLink"]
