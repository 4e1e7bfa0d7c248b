"""Mail a closing statement to its customer."""

from daicho.closings.commands._write import ENTITY
from daicho.closings.core.rules import CANCELLED
from daicho.closings.models import ClosingStatement
from daicho.closings.queries.statement_detail import statement_detail
from daicho.closings.queries.statement_mail import statement_mail
from daicho.closings.queries.statements_pdf import statements_pdf
from daicho.documents.core.letter import LetterFields
from daicho.documents.letters import check_letter, post_letter
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.files import store_file
from daicho.platform.work import unit_of_work


def mail_statement(ctx: Ctx, *, statement_id: int, letter: LetterFields | None = None) -> int:
    """Queue the letter (the proposed one without any) with the statement as a PDF; return the message's id.

    Raises NotFound, InvalidInput, RuleBroken (4694: it is cancelled).
    """
    ctx.require("invoices.edit")
    with unit_of_work(ctx) as unit:
        view = statement_detail(ctx, statement_id=statement_id)
        if not view.is_closed:
            raise RuleBroken(CANCELLED, _("%(number)s is cancelled already."), {"number": view.number})
        if letter is None:
            proposed = statement_mail(ctx, statement_id=statement_id)
            letter = LetterFields(to=proposed.to, subject=proposed.subject, body=proposed.body, with_pdf=True)
        check_letter(letter)
        files = []
        if letter.with_pdf:
            name, content = statements_pdf(ctx, statement_ids=[statement_id])
            files.append(store_file(ctx, field="attachment", name=name, content=content).file_id)
        mail_id = post_letter(ctx, letter, entity=ENTITY, entity_id=statement_id, files=files)
        ClosingStatement.objects.filter(id=statement_id).update(is_emailed=True, modified_at=ctx.now)
        unit.record(ENTITY, statement_id, "sent", after={"to": ", ".join(letter.to), "subject": letter.subject})
    return mail_id
