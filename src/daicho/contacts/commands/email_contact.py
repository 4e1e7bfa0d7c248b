"""Writing to a contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daicho.contacts.commands._fields import EMAIL, bad_value
from daicho.contacts.commands.locks import locked_contact
from daicho.contacts.queries.contact_mail import contact_mail
from daicho.contacts.queries.statement_file import statement_file
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, missing
from daicho.platform.files import store_file
from daicho.platform.mail import Letter, send
from daicho.platform.work import unit_of_work

ADDRESS_LIMIT = 50
SUBJECT_LENGTH = 500
BODY_LENGTH = 65_000


@dataclass(frozen=True, slots=True)
class MailInput:
    """What somebody writes. `files` are names and contents of what goes with it."""

    to: Sequence[str]
    subject: str
    body: str
    cc: Sequence[str] = ()
    files: Sequence[tuple[str, bytes]] = ()


def email_contact(
    ctx: Ctx,
    *,
    contact_id: int,
    mail: MailInput,
    with_statement: bool = False,
    start: date | None = None,
    end: date | None = None,
) -> int:
    """Send a mail to a contact, with the statement of a period as a file where asked; return the mail's id.

    Raises NotFound, InvalidInput.
    """
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        locked_contact(ctx, contact_id)
        _check(mail)
        prepared = contact_mail(ctx, contact_id=contact_id)
        files = list(mail.files)
        if with_statement:
            files.append(statement_file(ctx, contact_id=contact_id, start=start, end=end))
        stored = [store_file(ctx, field="attachments", name=name, content=content).file_id for name, content in files]
        letter = Letter(
            to=mail.to,
            cc=mail.cc,
            subject=mail.subject,
            body=mail.body,
            sender_name=prepared.sender_name,
            attachments=stored,
            entity="contact",
            entity_id=contact_id,
        )
        mail_id = send(ctx, letter)
        unit.record("contact", contact_id, "sent", after={"to": list(mail.to), "subject": mail.subject})
    return mail_id


def _check(mail: MailInput) -> None:
    errors = []
    for name, addresses in (("to_mail_ids", mail.to), ("cc_mail_ids", mail.cc)):
        if len(addresses) > ADDRESS_LIMIT or not all(EMAIL.fullmatch(address) for address in addresses):
            errors.append(bad_value(name))
    errors += [
        missing(name)
        for name, value in (("to_mail_ids", mail.to), ("subject", mail.subject.strip()), ("body", mail.body.strip()))
        if not value
    ]
    if "\n" in mail.subject or "\r" in mail.subject or len(mail.subject) > SUBJECT_LENGTH:
        errors.append(bad_value("subject"))
    if len(mail.body) > BODY_LENGTH:
        errors.append(bad_value("body"))
    if errors:
        raise InvalidInput(errors)
