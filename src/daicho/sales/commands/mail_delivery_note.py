"""Mail a delivery note to its customer."""

from daicho.documents.core.letter import LetterFields
from daicho.documents.letters import check_letter, post_letter
from daicho.kernel.context import Ctx
from daicho.platform.attachments import attachments_of
from daicho.platform.files import store_file
from daicho.platform.work import unit_of_work
from daicho.sales.commands._shipment import locked_shipment
from daicho.sales.core.shipment import ENTITY
from daicho.sales.models import Shipment
from daicho.sales.papers.delivery_note import delivery_note_pdf


def mail_delivery_note(ctx: Ctx, *, shipment_id: int, letter: LetterFields, with_amounts: bool = True) -> int:
    """Queue the letter with the delivery note and the files that go with mail; return the message's id.

    Raises NotFound, InvalidInput.
    """
    ctx.require("shipments.edit")
    check_letter(letter)
    with unit_of_work(ctx) as unit:
        locked_shipment(shipment_id)
        files = [
            kept.file_id for kept in attachments_of(ctx, entity=ENTITY, entity_id=shipment_id) if kept.goes_with_mail
        ]
        if letter.with_pdf:
            name, content = delivery_note_pdf(ctx, shipment_id=shipment_id, with_amounts=with_amounts)
            files.insert(0, store_file(ctx, field="attachment", name=name, content=content).file_id)
        mail_id = post_letter(ctx, letter, entity=ENTITY, entity_id=shipment_id, files=files)
        Shipment.objects.filter(id=shipment_id).update(is_emailed=True, modified_at=ctx.now)
        unit.record(ENTITY, shipment_id, "sent", after={"to": ", ".join(letter.to), "subject": letter.subject})
    return mail_id
