"""Whether a draft may be confirmed, issued or sent as it is."""

from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import NEEDS_APPROVAL
from daicho.documents.queries.preference import document_preference
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _


def refuse_unapproved(ctx: Ctx, kind: Kind) -> None:
    """Raise RuleBroken where drafts of the kind need approval first."""
    if document_preference(ctx, kind=kind.entity).approval != "none":
        raise RuleBroken(NEEDS_APPROVAL, _("This document has to be approved first."))
