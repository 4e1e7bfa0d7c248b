"""Mail a document to its customer or vendor."""

import re
from dataclasses import replace

from daicho.documents.commands._approval import refuse_unapproved
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.core.letter import LetterFields
from daicho.documents.core.state import Action, State
from daicho.documents.queries.document_pdf import document_pdf
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, missing
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.attachments import attachments_of
from daicho.platform.files import store_file
from daicho.platform.mail import Letter, send
from daicho.platform.work import unit_of_work

_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_RECIPIENTS = 50


def mail_document(ctx: Ctx, *, kind: Kind, document_id: int, letter: LetterFields) -> int:
    """Queue the letter with the document's PDF, and confirm or issue a draft; return the message's id.

    Raises NotFound, InvalidInput, RuleBroken (4705: approval first).
    """
    ctx.require(f"{kind.module}.edit")
    _check(letter)
    with unit_of_work(ctx) as unit:
        header = locked_header(kind, document_id)
        if header.state in {State.DRAFT, State.PENDING_APPROVAL, State.REJECTED}:
            refuse_unapproved(ctx, kind)
        files = [
            kept.file_id
            for kept in attachments_of(ctx, entity=kind.entity, entity_id=document_id)
            if kept.goes_with_mail
        ]
        if letter.with_pdf:
            name, content = document_pdf(ctx, kind=kind, document_ids=[document_id])
            files.insert(0, store_file(ctx, field="attachment", name=name, content=content).file_id)
        message = Letter(
            to=letter.to,
            cc=letter.cc,
            subject=letter.subject.strip(),
            body=letter.body,
            sender_name=organization_profile(ctx).name,
            attachments=files,
            entity=kind.entity,
            entity_id=document_id,
        )
        mail_id = send(ctx, message)
        for address in letter.bcc:
            send(ctx, replace(message, to=[address], cc=()))
        kind.header.objects.filter(id=document_id).update(is_emailed=True, modified_at=ctx.now)
        unit.record(kind.entity, document_id, "sent", after={"to": ", ".join(letter.to), "subject": letter.subject})
        if header.state in {State.DRAFT, State.APPROVED}:
            change_state(ctx, kind=kind, document_id=document_id, action=Action.OPEN)
    return mail_id


def _check(letter: LetterFields) -> None:
    errors = []
    if not letter.to:
        errors.append(missing("to_mail_ids"))
    if not letter.subject.strip():
        errors.append(missing("subject"))
    for name, addresses in (("to_mail_ids", letter.to), ("cc_mail_ids", letter.cc), ("bcc_mail_ids", letter.bcc)):
        if len(addresses) > _RECIPIENTS or not all(_ADDRESS.fullmatch(address) for address in addresses):
            errors.append(FieldError(name, _("Invalid value passed for %(field)s"), {"field": name}))
    if "\n" in letter.subject or len(letter.subject) > 500:
        errors.append(FieldError("subject", _("Invalid value passed for %(field)s"), {"field": "subject"}))
    if errors:
        raise InvalidInput(errors)
