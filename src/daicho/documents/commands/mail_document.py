"""Mail a document to its customer or vendor."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, override

from daicho.contacts.queries.statement_file import statement_file
from daicho.documents.commands._approval import refuse_leaving
from daicho.documents.commands._share_links import NOT_SHARED, add_share_link
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.core.letter import LetterFields
from daicho.documents.core.paper_style import LINK, filled, holds_link
from daicho.documents.core.rules import NOT_SHOWN
from daicho.documents.core.share import SHOWN
from daicho.documents.core.state import BEFORE_OPEN, Action, State
from daicho.documents.letters import check_letter, post_letter
from daicho.documents.queries._paper import paper_language
from daicho.documents.queries.document_pdf import document_pdf
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.platform.attachments import attachments_of
from daicho.platform.files import store_file
from daicho.platform.work import unit_of_work


def mail_document(ctx: Ctx, *, kind: Kind, document_id: int, letter: LetterFields) -> int:
    """Queue the letter with the document's PDF, and confirm or issue a draft; return the message's id.

    Raises NotFound, InvalidInput, RuleBroken (4705: approval first; 4715: nobody could open the link in it).
    """
    ctx.require(f"{kind.module}.edit")
    check_letter(letter)
    with unit_of_work(ctx) as unit:
        header = locked_header(kind, document_id)
        if header.state in BEFORE_OPEN:
            refuse_leaving(ctx, kind, header)
        files = [
            kept.file_id
            for kept in attachments_of(ctx, entity=kind.entity, entity_id=document_id)
            if kept.goes_with_mail
        ]
        if letter.with_pdf:
            name, content = document_pdf(ctx, kind=kind, document_ids=[document_id])
            files.insert(0, store_file(ctx, field="attachment", name=name, content=content).file_id)
        if letter.with_statement and kind.contact_type == "customer":
            name, content = statement_file(ctx, contact_id=header.contact_id)
            files.append(store_file(ctx, field="attachment", name=name, content=content).file_id)
        letter = _linked(ctx, kind, header, letter)
        mail_id = post_letter(ctx, letter, entity=kind.entity, entity_id=document_id, files=files)
        kind.header.objects.filter(id=document_id).update(is_emailed=True, modified_at=ctx.now)
        unit.record(kind.entity, document_id, "sent", after={"to": ", ".join(letter.to), "subject": letter.subject})
        if header.state in {State.DRAFT, State.APPROVED}:
            change_state(ctx, kind=kind, document_id=document_id, action=Action.OPEN)
    return mail_id


def _linked(ctx: Ctx, kind: Kind, header: Any, letter: LetterFields) -> LetterFields:
    """Return the letter with a new link where it is to have one; the document counts once the letter is out."""
    if not kind.is_shared or not (letter.with_link or holds_link(letter.body)):
        return letter
    if State(header.state) not in SHOWN | {State.DRAFT, State.APPROVED}:
        raise RuleBroken(NOT_SHOWN, NOT_SHARED)
    url = add_share_link(ctx, kind=kind, document_id=header.id)
    with override(paper_language(header.contact.language_code)):
        last = "" if holds_link(letter.body) else "\n\n" + gettext("See it online: %(link)s") % {"link": url}
    return replace(letter, body=filled(letter.body, {LINK: url}) + last)
