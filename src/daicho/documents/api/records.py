"""Making, reading, changing, deleting and listing documents of any kind."""

from collections.abc import Sequence
from typing import Any, Literal

from daicho.documents.api.additions import added_to_rows, follow_made
from daicho.documents.api.face import Face
from daicho.documents.api.line_images import with_images
from daicho.documents.api.sheets import SHEETS, sheet
from daicho.documents.commands.attach_to_document import attach_to_document
from daicho.documents.commands.change_address import change_address
from daicho.documents.commands.change_custom_fields import change_custom_fields
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.mail_document import mail_document
from daicho.documents.core.letter import LetterFields
from daicho.documents.queries._listing import listing_of
from daicho.documents.queries.document_html import document_html
from daicho.documents.queries.document_pdf import document_pdf
from daicho.documents.queries.list_documents import list_documents
from daicho.documents.queries.mail_draft import mail_draft
from daicho.kernel.errors import NotFound, invalid
from daicho.kernel.text import noop as _
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.attachments import attachment_of_kind, attachments_of
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Download, Listed, Operation, Record
from daicho.platform.wire.unique import CustomFieldsInput, unique_record, with_unique_value

_CUSTOM_TEXT = {
    "custom_field": "iexact",
    "custom_field_startswith": "istartswith",
    "custom_field_contains": "icontains",
}
_NUMBER_FLAG = ("ignore_auto_number_generation",)
FILE_PARTS = ("attachment", "doc")
_FILE_PARAMETERS = ("can_send_in_mail", "totalFiles")
PDF_LIMIT = 25
"""Documents in one PDF (zoho-surface 2.6)."""


def record_operations(face: Face) -> list[Operation]:
    """Return the operations on whole records of the face's kind."""
    return [*_making(face), *_reading(face), *_changing(face), *_deleting(face)]


def _making(face: Face) -> list[Operation]:
    kind, name = face.kind, face.kind.words.name.lower()

    def create(call: Call[Any]) -> Answer:
        call.demand_number(kind.names.number)
        fields = face.fields(call.ctx, kind, call.body)
        document_id = face.make(call, fields) if face.make else face.create(call.ctx, fields)
        _update_contact(face, call, document_id)
        attach_files(face, call, document_id)
        attach_named(face, call, document_id)
        follow_made(call.ctx, kind, document_id, call.body.model_dump(exclude_unset=True))
        if call.flag("send") or getattr(call.body, "send", False):
            _mail(face, call, document_id)
        return _record(face, call, document_id, face.messages.created, 201)

    return [
        Operation(
            "POST",
            face.path,
            face.permission("create"),
            face.scope("CREATE"),
            create,
            f"Create a {name}",
            body=face.input,
            parameters=("send", *_NUMBER_FLAG, *_FILE_PARAMETERS, *face.create_parameters),
            file_fields=FILE_PARTS,
        )
    ]


def _reading(face: Face) -> list[Operation]:
    kind, name = face.kind, face.kind.words.name.lower()
    view, read = face.permission("view"), face.scope("READ")

    def show(call: Call[None]) -> Answer:
        document_id = record_id(face, call)
        wanted = call.format()
        if wanted == "pdf":
            file_name, content = document_pdf(call.ctx, kind=kind, document_ids=[document_id])
            return Download(file_name, "application/pdf", content)
        if wanted == "html":
            html = document_html(call.ctx, kind=kind, document_id=document_id)
            return Download(f"{document_id}.html", "text/html; charset=utf-8", html.encode(), inline=True)
        return Record(kind.names.key, with_images(call.ctx, face.json(call.ctx, document_id)), also=face.also)

    def print_many(call: Call[None]) -> Answer:
        file_name, content = document_pdf(call.ctx, kind=kind, document_ids=call.ids(face.ids, limit=PDF_LIMIT))
        return Download(file_name, "application/pdf", content, inline=True)

    ids = (face.ids,)
    return [
        _list_operation(face),
        Operation("GET", _one(face), view, read, show, f"Get a {name}", parameters=("accept", "print")),
        Operation("GET", f"{face.path}/pdf", view, read, print_many, f"Get several {name}s as a PDF", parameters=ids),
        Operation("GET", f"{face.path}/print", view, read, print_many, f"Print several {name}s", parameters=ids),
    ]


def _changing(face: Face) -> list[Operation]:
    kind, name = face.kind, face.kind.words.name.lower()
    edit, put = face.permission("edit"), face.scope("UPDATE")

    def update(call: Call[Any]) -> Answer:
        document_id = record_id(face, call)
        face.update(call.ctx, document_id, face.fields(call.ctx, kind, call.body))
        _update_contact(face, call, document_id)
        attach_files(face, call, document_id)
        attach_named(face, call, document_id)
        return _record(face, call, document_id, face.messages.updated)

    def update_by_custom_field(call: Call[Any]) -> Answer:
        fields = face.fields(call.ctx, kind, call.body)
        document_id = unique_record(call, entity=kind.entity, name=kind.words.name)
        if document_id is not None:
            face.update(call.ctx, document_id, fields)
            _update_contact(face, call, document_id)
            attach_named(face, call, document_id)
            return _record(face, call, document_id, face.messages.updated)
        given = [dict(value) for value in fields.get("custom_fields", [])]
        fields["custom_fields"] = with_unique_value(call, given)
        document_id = face.create(call.ctx, fields)
        _update_contact(face, call, document_id)
        attach_named(face, call, document_id)
        return _record(face, call, document_id, face.messages.created, 201)

    def custom_fields(call: Call[CustomFieldsInput]) -> Answer:
        given = [value.model_dump(exclude_unset=True) for value in call.body.root]
        change_custom_fields(call.ctx, kind=kind, document_id=record_id(face, call), given=given)
        return Done(face.messages.updated)

    by_field = f"Update a {name} by a unique custom field"
    fields_path = f"{face.single}/{{{kind.names.id}}}/customfields"
    fields_summary = f"Update the custom fields of a {name}"
    return [
        Operation(
            "PUT", _one(face), edit, put, update, f"Update a {name}", body=face.input,
            parameters=(*_NUMBER_FLAG, *_FILE_PARAMETERS), file_fields=FILE_PARTS,
        ),
        Operation("PUT", face.path, edit, put, update_by_custom_field, by_field, body=face.input),
        Operation("PUT", fields_path, edit, put, custom_fields, fields_summary, body=CustomFieldsInput),
    ]  # fmt: skip


def _deleting(face: Face) -> list[Operation]:
    kind, name = face.kind, face.kind.words.name.lower()
    permission, scope = face.permission("delete"), face.scope("DELETE")

    def delete(call: Call[None]) -> Answer:
        delete_document(call.ctx, kind=kind, document_id=record_id(face, call))
        return Done(face.messages.deleted)

    def delete_many(call: Call[None]) -> Answer:
        for document_id in call.ids(face.ids):
            delete_document(call.ctx, kind=kind, document_id=document_id)
        return Done(face.messages.all_deleted)

    ids = (face.ids,)
    return [
        Operation("DELETE", _one(face), permission, scope, delete, f"Delete a {name}"),
        Operation("DELETE", face.path, permission, scope, delete_many, f"Delete several {name}s", parameters=ids),
    ]


def _one(face: Face) -> str:
    return f"{face.path}/{{{face.kind.names.id}}}"


def record_id(face: Face, call: Call[Any]) -> int:
    """Return the id in the path. Raises NotFound for what cannot be one."""
    return call.record_id(face.kind.names.id, face.kind.words.name)


def attach_files(
    face: Face, call: Call[Any], document_id: int, *, parts: Sequence[str] = FILE_PARTS, goes_with_mail: bool = False
) -> int:
    """Keep the files that came with the request with the document; return how many there were."""
    uploads = [upload for part in parts for upload in call.files.get(part, ())]
    for upload in uploads:
        attach_to_document(
            call.ctx,
            kind=face.kind,
            document_id=document_id,
            name=upload.name,
            content=upload.content,
            goes_with_mail=goes_with_mail or call.flag("can_send_in_mail"),
        )
    return len(uploads)


def attach_named(face: Face, call: Call[Any], document_id: int) -> None:
    """Keep the files in `documents` of the body, which other records of the kind have, with the document too.

    Those it has stay, named or not. Raises InvalidInput for a file that no record of the kind has.
    """
    kind, named = face.kind, call.body.documents
    if not named:
        return
    own = {kept.attachment_id for kept in attachments_of(call.ctx, entity=kind.entity, entity_id=document_id)}
    for place, file in enumerate(named):
        if file.document_id is None or file.document_id in own:
            continue
        try:
            kept, content = attachment_of_kind(call.ctx, entity=kind.entity, attachment_id=file.document_id)
        except NotFound as error:
            field = f"documents[{place}].document_id"
            raise invalid(field, _("Invalid value passed for %(field)s"), {"field": field}) from error
        goes = bool(file.can_send_in_mail)
        attach_to_document(
            call.ctx, kind=kind, document_id=document_id, name=kept.name, content=content, goes_with_mail=goes
        )


def _mail(face: Face, call: Call[Any], document_id: int) -> None:
    """Send a new document to the persons of its contact, in the client's words where it gives any."""
    draft = mail_draft(call.ctx, kind=face.kind, document_id=document_id)
    letter = LetterFields(
        to=draft.to,
        subject=getattr(call.body, "custom_subject", "") or draft.subject,
        body=getattr(call.body, "custom_body", "") or draft.body,
    )
    mail_document(call.ctx, kind=face.kind, document_id=document_id, letter=letter)


def _update_contact(face: Face, call: Call[Any], document_id: int) -> None:
    """Give the contact those addresses of the document that were sent, where the client wants it."""
    sent: dict[str, Any] = call.body.model_dump(exclude_unset=True)
    roles: dict[str, Literal["billing_address", "shipping_address"]] = {
        "billing": "billing_address",
        "shipping": "shipping_address",
    }
    for role in (roles[name] for name in face.addresses):
        address = sent.get(role) or {}
        wanted = sent.get("is_update_customer") or address.get("is_update_customer")
        if wanted and (address or sent.get(f"{role}_id")):
            change_address(
                call.ctx, kind=face.kind, document_id=document_id, role=role, address={}, in_contact_too=True
            )


def _list_operation(face: Face) -> Operation:
    kind = face.kind
    listing = listing_of(kind)

    def listed(call: Call[None]) -> Answer:
        criteria = call.criteria(listing)
        text = next((name for name in _CUSTOM_TEXT if call.query.get(name)), None)
        page = list_documents(
            call.ctx,
            kind=kind,
            criteria=criteria,
            ids=_ids(face, call),
            custom_text=(_CUSTOM_TEXT[text], call.query[text]) if text else None,
            where=face.narrowed(call),
        )
        currencies = {currency.code: currency for currency in list_currencies(call.ctx)} if page.rows else {}
        wanted = call.format(*SHEETS)
        if wanted == "pdf" and page.rows:
            ids = [row.document_id for row in page.rows[:PDF_LIMIT]]
            file_name, content = document_pdf(call.ctx, kind=kind, document_ids=ids)
            return Download(file_name, "application/pdf", content)
        more, added = face.rows_json(call.ctx, page.rows), added_to_rows(call.ctx, kind, page.rows)
        rows = [
            {
                **face.row_json(call.ctx, row, currencies),
                **more.get(row.document_id, {}),
                **added[row.document_id],
            }
            for row in page.rows
        ]
        if wanted in SHEETS:
            return sheet(face.path.strip("/"), rows, wanted)
        return Listed.of(f"{kind.names.key}s", Rows(rows, page.has_more, page.total), criteria, kind.words.plural)

    return Operation(
        "GET",
        face.path,
        face.permission("view"),
        face.scope("READ"),
        listed,
        f"List {kind.words.plural.lower()}",
        listing=listing,
        parameters=(face.ids, *_CUSTOM_TEXT, "accept", "print", "zcrm_potential_id", *face.list_parameters),
    )


def _ids(face: Face, call: Call[None]) -> list[int] | None:
    """Return the documents asked for by id, None for all. No document comes from a deal of Zoho CRM."""
    if call.query.get("zcrm_potential_id"):
        return []
    return call.ids(face.ids) if call.query.get(face.ids) else None


def _record(face: Face, call: Call[Any], document_id: int, message: str, status: int = 200) -> Answer:
    value = with_images(call.ctx, face.json(call.ctx, document_id))
    return Record(face.kind.names.key, value, message, status=status, also=face.also)
