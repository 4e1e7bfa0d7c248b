"""Letters on the wire: what clients send about them, what is proposed, what went out."""

from typing import Any

from daicho.documents.core.letter import LetterFields
from daicho.documents.letters import LetterDraft
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.mail import mail_about
from daicho.platform.wire.operation import Call, Json
from daicho.platform.wire.writer import id_text, moment_text

LETTER_PARAMETERS = ("send_attachment", "send_customer_statement", "file_name")


def letter_fields(call: Call[Any]) -> LetterFields:
    """Return the letter in the body of a call (`MailInput`), with what the query says should go along."""
    body = call.body
    return LetterFields(
        to=body.to_mail_ids,
        cc=body.cc_mail_ids,
        bcc=body.bcc_mail_ids,
        subject=body.subject,
        body=body.body,
        with_pdf=call.flag("send_attachment", default=True),
        with_statement=call.flag("send_customer_statement"),
    )


def letter_json(draft: LetterDraft) -> dict[str, Json]:
    """Return a proposed letter."""
    return {
        "to_mails_str": ", ".join(draft.to),
        "cc_mails_str": "",
        "bcc_mails_str": "",
        "cc_mails_list": [],
        "bcc_mails": [],
        "to_contacts": [
            {
                "contact_person_id": id_text(person.person_id),
                "salutation": person.salutation,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.email,
                "phone": person.phone,
                "mobile": person.mobile,
                "selected": person.email in draft.to,
            }
            for person in draft.persons
        ],
        "subject": draft.subject,
        "body": draft.body,
        "error_list": [],
        "documents": list(draft.files),
        "file_name": draft.file_name,
        "file_name_without_extension": draft.file_name.removesuffix(".pdf"),
        "attachment_name": draft.file_name,
        "from_email": draft.sender_address,
        "from_address": draft.sender_address,
        "from_emails": [
            {
                "user_name": draft.sender_name,
                "email": draft.sender_address,
                "selected": True,
                "organization_contact_id": "",
                "is_org_email_id": True,
            }
        ],
        "email_template_id": "",
        "emailtemplates": [],
        "emailtemplate_documents": [],
        "gateways_configured": False,
        "gateways_associated": False,
        "attach_pdf": True,
        "deprecated_placeholders_used": [],
    }


def sent_json(ctx: Ctx, entity: str, entity_id: int) -> list[dict[str, Json]]:
    """Return the letters about a record, the latest first; each recipient of a hidden copy has one of its own."""
    sender = organization_profile(ctx).email
    return [
        {
            "mailhistory_id": id_text(row.mail_id),
            "from": sender,
            "to_mail_ids": row.to,
            "subject": row.subject,
            "date": moment_text(row.created_at, ctx.time_zone),
            "status": row.state,
        }
        for row in mail_about(ctx, entity=entity, entity_id=entity_id)
    ]
