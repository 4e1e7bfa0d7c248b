"""A note about a contact."""

from daicho.contacts.commands.locks import locked_contact
from daicho.kernel.context import Ctx
from daicho.platform.comments import CommentView, add_comment
from daicho.platform.work import unit_of_work


def comment_on_contact(ctx: Ctx, *, contact_id: int, description: str) -> CommentView:
    """Add a note and return it. Raises NotFound, InvalidInput."""
    ctx.require("contacts.edit")
    with unit_of_work(ctx):
        locked_contact(ctx, contact_id)
        return add_comment(ctx, entity="contact", entity_id=contact_id, description=description)
