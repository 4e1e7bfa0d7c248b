"""Accept or decline an estimate as its customer, by a link."""

from dataclasses import replace

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.state import Action, State
from daicho.kernel.context import Actor, Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.core.rules import ANSWERED, EXPIRED
from daicho.sales.kinds import ESTIMATE

NAME_LENGTH, COMMENT_LENGTH = 100, 500


def answer_estimate(  # tidy: allow unauthorised: holding the link is the right to answer
    ctx: Ctx, *, estimate_id: int, accepts: bool, name: str, comment: str = ""
) -> None:
    """Accept or decline an estimate that is sent and holds; its history names the customer's person.

    Raises NotFound, InvalidInput (no name, texts too long), RuleBroken (4826: answered already, or not sent any more;
    4827: its last day has passed).
    """
    name, comment = name.strip(), comment.strip()
    errors = [] if name else [missing("name")]
    for field, text, limit in (("name", name, NAME_LENGTH), ("comment", comment, COMMENT_LENGTH)):
        if len(text) > limit:
            errors.append(FieldError(field, _("%(field)s is too long."), {"field": field}))
    if errors:
        raise InvalidInput(errors)
    ctx = replace(ctx, actor=Actor(None, name, frozenset({f"{ESTIMATE.module}.edit"})))
    with unit_of_work(ctx):
        header = locked_header(ESTIMATE, estimate_id)
        if header.state != State.OPEN:
            raise RuleBroken(ANSWERED, _("This estimate has been answered already, or is not open any more."))
        if header.due is not None and header.due < ctx.today:
            raise RuleBroken(EXPIRED, _("This estimate is not valid any more. Please ask for a new one."))
        action = Action.ACCEPT if accepts else Action.DECLINE
        change_state(ctx, kind=ESTIMATE, document_id=estimate_id, action=action, reason=comment)
