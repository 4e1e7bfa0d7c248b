"""Remind a customer of an invoice by mail."""

from django.db.models import F

from daicho.documents.commands.locks import locked_header
from daicho.documents.commands.mail_document import mail_document
from daicho.documents.core.letter import LetterFields
from daicho.documents.core.state import State
from daicho.documents.queries.mail_draft import mail_draft
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.core.rules import NOTHING_DUE
from daicho.sales.kinds import INVOICE
from daicho.sales.models import Invoice


def remind_of_invoice(ctx: Ctx, *, invoice_id: int, letter: LetterFields | None = None) -> None:
    """Send the letter, or the proposed one, with the invoice.

    Raises NotFound, InvalidInput (nobody to send it to), RuleBroken (4804: it is not sent, or nothing of it is due).
    """
    ctx.require("invoices.edit")
    with unit_of_work(ctx):
        header = locked_header(INVOICE, invoice_id)
        if header.state != State.OPEN or header.applied_minor == header.total_minor:
            raise RuleBroken(NOTHING_DUE, _("Nothing of this invoice is due."))
        if letter is None:
            draft = mail_draft(ctx, kind=INVOICE, document_id=invoice_id, purpose="reminder")
            letter = LetterFields(to=draft.to, subject=draft.subject, body=draft.body)
        mail_document(ctx, kind=INVOICE, document_id=invoice_id, letter=letter)
        Invoice.objects.filter(id=invoice_id).update(reminders_sent=F("reminders_sent") + 1, last_reminded_on=ctx.today)
