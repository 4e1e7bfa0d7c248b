"""Mailing several documents at once, each with the letter that is proposed for it."""

from collections.abc import Callable

from daicho.documents.commands.mail_document import mail_document
from daicho.documents.core.kind import Kind
from daicho.documents.core.letter import LetterFields
from daicho.documents.queries.mail_draft import mail_draft
from daicho.platform.wire.operation import Answer, Call, Done

_LIMIT = 10


def mail_many(kind: Kind, message: str) -> Callable[[Call[None]], Answer]:
    """Return the handler that mails the documents named by "…_ids" (at most ten) to their proposed readers."""

    def handle(call: Call[None]) -> Answer:
        for document_id in call.ids(f"{kind.names.id}s", limit=_LIMIT):
            draft = mail_draft(call.ctx, kind=kind, document_id=document_id)
            letter = LetterFields(to=draft.to, subject=draft.subject, body=draft.body)
            mail_document(call.ctx, kind=kind, document_id=document_id, letter=letter)
        return Done(message)

    return handle
