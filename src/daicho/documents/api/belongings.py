"""Notes, files, mail, addresses and papers of documents."""

from typing import Any, Literal

from django.utils.translation import gettext

from daicho.documents.api.face import Face
from daicho.documents.api.letters import LETTER_PARAMETERS, letter_fields, letter_json, sent_json
from daicho.documents.api.records import FILE_PARTS, attach_files, record_id
from daicho.documents.api.schemas import AddressInput, CommentInput, MailInput
from daicho.documents.api.serializers import comment_json
from daicho.documents.commands.attach_to_document import attach_to_document
from daicho.documents.commands.change_address import change_address
from daicho.documents.commands.choose_template import choose_template
from daicho.documents.commands.comment_on_document import comment_on_document
from daicho.documents.commands.delete_document_comment import delete_document_comment
from daicho.documents.commands.detach_from_document import detach_from_document
from daicho.documents.commands.mail_attachments import mail_attachments
from daicho.documents.commands.mail_document import mail_document
from daicho.documents.core.templates import TEMPLATES, template_by_id
from daicho.documents.queries.document_attachment import document_attachment
from daicho.documents.queries.document_comments import document_comments
from daicho.documents.queries.mail_draft import MailDraft, mail_draft
from daicho.kernel.errors import InvalidInput, NotFound, missing
from daicho.kernel.text import noop as _
from daicho.platform.attachments import LIMIT, attachment_of_kind
from daicho.platform.wire.operation import Answer, Call, Done, Download, Json, Listed, Operation, Record
from daicho.platform.wire.writer import id_text

_NO_TEMPLATE = _("Template does not exist.")


def belonging_operations(face: Face) -> list[Operation]:
    """Return the operations on what belongs to documents of the face's kind."""
    return [
        *_comment_operations(face),
        *_file_operations(face),
        *_mail_operations(face),
        *_template_operations(face),
        *_address_operations(face),
    ]


def _comment_operations(face: Face) -> list[Operation]:
    kind, path = face.kind, f"{face.path}/{{{face.kind.names.id}}}/comments"
    view, edit = face.permission("view"), face.permission("edit")

    def show(call: Call[None]) -> Answer:
        document_id = record_id(face, call)
        found = document_comments(call.ctx, kind=kind, document_id=document_id)
        return Listed("comments", [comment_json(call.ctx, kind, document_id, comment) for comment in found])

    def add(call: Call[CommentInput]) -> Answer:
        document_id = record_id(face, call)
        comment = comment_on_document(call.ctx, kind=kind, document_id=document_id, description=call.body.description)
        if call.body.expected_delivery_date:
            face.update(call.ctx, document_id, {"due": call.body.expected_delivery_date})
        if call.body.payment_expected_date and face.expect_payment:
            face.expect_payment(call.ctx, document_id, call.body.payment_expected_date)
        value = comment_json(call.ctx, kind, document_id, comment)
        return Record("comment", value, _("The comment has been added."), status=201)

    def change(call: Call[CommentInput]) -> Answer:
        document_id = record_id(face, call)
        comment = comment_on_document(
            call.ctx,
            kind=kind,
            document_id=document_id,
            description=call.body.description,
            comment_id=call.record_id("comment_id", "Comment"),
        )
        return Record("comment", comment_json(call.ctx, kind, document_id, comment), _("The comment has been updated."))

    def delete(call: Call[None]) -> Answer:
        comment_id = call.record_id("comment_id", "Comment")
        delete_document_comment(call.ctx, kind=kind, document_id=record_id(face, call), comment_id=comment_id)
        return Done(_("The comment has been deleted."))

    read, post, put, remove = (face.scope(verb) for verb in ("READ", "CREATE", "UPDATE", "DELETE"))
    one = f"{path}/{{comment_id}}"
    return [
        Operation("GET", path, view, read, show, "List comments"),
        Operation("POST", path, view, post, add, "Add a comment", body=CommentInput),
        Operation("PUT", one, view, put, change, "Change a comment", body=CommentInput),
        Operation("DELETE", one, edit, remove, delete, "Delete a comment"),
    ]


def _file_operations(face: Face) -> list[Operation]:
    kind, path = face.kind, f"{face.path}/{{{face.kind.names.id}}}/attachment"
    view, edit = face.permission("view"), face.permission("edit")

    def show(call: Call[None]) -> Answer:
        inline = call.flag("inline") or call.flag("preview")
        file, content = document_attachment(call.ctx, kind=kind, document_id=record_id(face, call))
        return Download(file.name, file.content_type, content, inline=inline)

    def add(call: Call[None]) -> Answer:
        document_id = record_id(face, call)
        again = call.ids("document_ids", limit=LIMIT) if call.query.get("document_ids") else []
        for attachment_id in again:
            file, content = attachment_of_kind(call.ctx, entity=kind.entity, attachment_id=attachment_id)
            attach_to_document(call.ctx, kind=kind, document_id=document_id, name=file.name, content=content)
        if not attach_files(face, call, document_id) and not again:
            raise InvalidInput([missing("attachment")])
        return Done(_("The file has been attached."))

    def prefer(call: Call[None]) -> Answer:
        if "can_send_in_mail" not in call.query:
            raise InvalidInput([missing("can_send_in_mail")])
        goes = call.flag("can_send_in_mail")
        mail_attachments(call.ctx, kind=kind, document_id=record_id(face, call), goes_with_mail=goes)
        return Done(_("The attachment preference has been updated."))

    def remove(call: Call[None]) -> Answer:
        detach_from_document(call.ctx, kind=kind, document_id=record_id(face, call))
        return Done(_("The attachment has been deleted."))

    read, post, put, delete = (face.scope(verb) for verb in ("READ", "CREATE", "UPDATE", "DELETE"))
    flag = ("can_send_in_mail",)
    return [
        Operation("GET", path, view, read, show, "Get the attachment", parameters=("preview", "inline")),
        Operation(
            "POST",
            path,
            edit,
            post,
            add,
            "Add an attachment",
            parameters=(*flag, "totalFiles", "document_ids"),
            file_fields=FILE_PARTS,
        ),
        Operation("PUT", path, edit, put, prefer, "Send attachments with mail, or not", parameters=flag),
        Operation("DELETE", path, edit, delete, remove, "Delete the attachments"),
    ]


def _mail_operations(face: Face) -> list[Operation]:
    kind, path = face.kind, f"{face.path}/{{{face.kind.names.id}}}/email"

    def propose(call: Call[None]) -> Answer:
        draft = mail_draft(call.ctx, kind=kind, document_id=record_id(face, call))
        letter = draft_json(face, draft)
        return Done(_("success"), extra={"data": letter, **letter})

    def send(call: Call[MailInput]) -> Answer:
        document_id = record_id(face, call)
        attach_files(face, call, document_id, parts=("attachments",), goes_with_mail=True)
        mail_document(call.ctx, kind=kind, document_id=document_id, letter=letter_fields(call))
        return Done(face.messages.sent)

    def history(call: Call[None]) -> Answer:
        document_id = record_id(face, call)
        document_comments(call.ctx, kind=kind, document_id=document_id)  # it exists
        return Listed("email_history", sent_json(call.ctx, kind.entity, document_id))

    return [
        Operation(
            "GET", path, face.permission("view"), face.scope("READ"), propose, "Get the proposed e-mail",
            parameters=("email_template_id",),
        ),
        Operation(
            "POST", path, face.permission("edit"), face.scope("CREATE"), send, "Send by e-mail", body=MailInput,
            parameters=(*LETTER_PARAMETERS, kind.names.id, kind.names.contact_id), file_fields=("attachments",),
        ),
        Operation(
            "GET", f"{path}history", face.permission("view"), face.scope("READ"), history, "List the e-mails about it"
        ),
    ]  # fmt: skip


def draft_json(face: Face, draft: MailDraft) -> dict[str, Json]:
    """Return a proposed letter about a document."""
    view = draft.view
    return {
        **letter_json(draft),
        "entity_id": id_text(view.document_id),
        face.kind.names.contact_id: id_text(view.contact_id),
        face.kind.names.contact_name: view.contact_name,
    }


def _template_operations(face: Face) -> list[Operation]:
    path = f"{face.path}/{{{face.kind.names.id}}}/templates/{{template_id}}"

    def show(call: Call[None]) -> Answer:
        del call
        rows = [
            {"template_id": item.template_id, "template_name": gettext(item.name), "template_type": item.key}
            for item in TEMPLATES
        ]
        return Listed("templates", rows)

    def choose(call: Call[None]) -> Answer:
        template = template_by_id(call.path["template_id"])
        if template is None:
            raise NotFound(_NO_TEMPLATE)
        choose_template(call.ctx, kind=face.kind, document_id=record_id(face, call), template=template)
        return Done(_("The template has been updated."))

    view, edit = face.permission("view"), face.permission("edit")
    return [
        Operation("GET", f"{face.path}/templates", view, face.scope("READ"), show, "List templates"),
        Operation("PUT", path, edit, face.scope("UPDATE"), choose, "Choose the template", parameters=("templates",)),
    ]


def _address_operations(face: Face) -> list[Operation]:
    def change(call: Call[AddressInput], role: Literal["billing_address", "shipping_address"]) -> Answer:
        values: dict[str, Any] = call.body.model_dump(exclude_unset=True)
        too = bool(values.pop("is_update_customer", False))
        change_address(
            call.ctx, kind=face.kind, document_id=record_id(face, call), role=role, address=values, in_contact_too=too
        )
        return Done(_("The address has been updated."))

    def billing(call: Call[AddressInput]) -> Answer:
        return change(call, "billing_address")

    def shipping(call: Call[AddressInput]) -> Answer:
        return change(call, "shipping_address")

    handlers = {"billing": billing, "shipping": shipping}
    return [
        Operation(
            "PUT", f"{face.path}/{{{face.kind.names.id}}}/address/{role}", face.permission("edit"),
            face.scope("UPDATE"), handlers[role], f"Update the {role} address", body=AddressInput,
        )
        for role in face.addresses
    ]  # fmt: skip
