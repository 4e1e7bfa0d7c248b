"""Mail a receipt to a customer, or a payment advice to a vendor."""

from collections.abc import Sequence

from daicho.documents.core.letter import LetterFields
from daicho.documents.letters import check_letter, post_letter
from daicho.kernel.context import Ctx
from daicho.payments.kinds import PaymentKind
from daicho.payments.queries.payment_detail import payment_detail
from daicho.payments.queries.payment_pdf import payment_pdf
from daicho.platform.files import store_file
from daicho.platform.work import unit_of_work


def mail_payment(
    ctx: Ctx, *, kind: PaymentKind, payment_id: int, letter: LetterFields, files: Sequence[tuple[str, bytes]] = ()
) -> int:
    """Queue the letter with the payment's paper and these files (name, content); return the message's id.

    Raises NotFound, InvalidInput.
    """
    ctx.require("payments.edit")
    check_letter(letter)
    with unit_of_work(ctx) as unit:
        payment_detail(ctx, kind=kind, payment_id=payment_id)  # it exists
        paper = [payment_pdf(ctx, kind=kind, payment_id=payment_id, is_mailed=True)] if letter.with_pdf else []
        stored = [
            store_file(ctx, field="attachments", name=name, content=content).file_id
            for name, content in (*paper, *files)
        ]
        mail_id = post_letter(ctx, letter, entity=kind.entity, entity_id=payment_id, files=stored)
        unit.record(kind.entity, payment_id, "sent", after={"to": ", ".join(letter.to), "subject": letter.subject})
    return mail_id
