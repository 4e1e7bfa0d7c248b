"""Mailing several documents at once, each with the letter that is proposed for it."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from daicho.documents.commands.mail_document import mail_document
from daicho.documents.core.kind import Kind
from daicho.documents.core.letter import LetterFields
from daicho.documents.queries.mail_draft import mail_draft
from daicho.platform.wire.operation import Answer, Call, Done
from daicho.platform.wire.schema import Flag, RecordId, WireInput

_LIMIT = 10


class BulkMailContact(WireInput):
    """A contact who gets its documents by mail, or not."""

    contact_id: RecordId
    email: Flag = True
    snail_mail: Flag = False


class BulkMailInput(WireInput):
    """Which contacts get their documents; without any, all of them do. Nothing goes out on paper."""

    contacts: Annotated[list[BulkMailContact], Field(max_length=_LIMIT)] = []


def mail_many(kind: Kind, message: str) -> Callable[[Call[BulkMailInput]], Answer]:
    """Return the handler that mails the documents named by "…_ids" (at most ten) to their proposed readers."""

    def handle(call: Call[BulkMailInput]) -> Answer:
        wanted = {contact.contact_id for contact in call.body.contacts if contact.email}
        for document_id in call.ids(f"{kind.names.id}s", limit=_LIMIT):
            draft = mail_draft(call.ctx, kind=kind, document_id=document_id)
            if call.body.contacts and draft.view.contact_id not in wanted:
                continue
            letter = LetterFields(to=draft.to, subject=draft.subject, body=draft.body)
            mail_document(call.ctx, kind=kind, document_id=document_id, letter=letter)
        return Done(message)

    return handle
