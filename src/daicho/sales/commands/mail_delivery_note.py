"""Mail a delivery note to its customer."""

from functools import partial

from daicho.documents.core.letter import LetterFields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.commands._mailed_slip import mail_slip
from daicho.sales.commands._shipment import locked_shipment
from daicho.sales.core.shipment import ENTITY
from daicho.sales.models import Shipment
from daicho.sales.papers.delivery_note import delivery_note_pdf


def mail_delivery_note(ctx: Ctx, *, shipment_id: int, letter: LetterFields, with_amounts: bool = True) -> int:
    """Queue the letter with the delivery note and the files that go with mail; return the message's id.

    Raises NotFound, InvalidInput.
    """
    ctx.require("shipments.edit")
    with unit_of_work(ctx):
        locked_shipment(shipment_id)
        paper = partial(delivery_note_pdf, ctx, shipment_ids=[shipment_id], with_amounts=with_amounts)
        mail_id = mail_slip(ctx, entity=ENTITY, entity_id=shipment_id, letter=letter, paper=paper)
        Shipment.objects.filter(id=shipment_id).update(is_emailed=True, modified_at=ctx.now)
    return mail_id
