"""A paper about goods in the mail."""

from collections.abc import Callable

from daicho.documents.core.letter import LetterFields
from daicho.documents.letters import check_letter, post_letter
from daicho.kernel.context import Ctx
from daicho.platform.attachments import attachments_of
from daicho.platform.files import store_file
from daicho.platform.work import unit_of_work


def mail_slip(
    ctx: Ctx, *, entity: str, entity_id: int, letter: LetterFields, paper: Callable[[], tuple[str, bytes]]
) -> int:
    """Queue a letter about a record with its paper and the files that go with mail; return the message's id.

    `paper` gives a file name and a PDF. The caller has asked for the permission, and locked the record or seen that it
    is there. Raises InvalidInput.
    """
    check_letter(letter)
    with unit_of_work(ctx) as unit:
        kept = attachments_of(ctx, entity=entity, entity_id=entity_id)
        files = [attachment.file_id for attachment in kept if attachment.goes_with_mail]
        if letter.with_pdf:
            name, content = paper()
            files.insert(0, store_file(ctx, field="attachment", name=name, content=content).file_id)
        mail_id = post_letter(ctx, letter, entity=entity, entity_id=entity_id, files=files)
        unit.record(entity, entity_id, "sent", after={"to": ", ".join(letter.to), "subject": letter.subject})
    return mail_id
