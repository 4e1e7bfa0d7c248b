"""Operations on journals (zoho-surface, module journals)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, invalid, missing
from daicho.kernel.text import noop as _
from daicho.ledger.api.journal_json import comment_json, journal_json, journal_row_json
from daicho.ledger.commands.attach_to_journal import attach_to_journal
from daicho.ledger.commands.comment_on_journal import comment_on_journal
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.commands.delete_journal import delete_journal
from daicho.ledger.commands.delete_journal_comment import delete_journal_comment
from daicho.ledger.commands.publish_journal import publish_journal
from daicho.ledger.commands.update_journal import update_journal
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import DESCRIPTION_LENGTH, NOTES_LENGTH, REFERENCE_LENGTH, JournalFields
from daicho.ledger.core.journal_tax import Direction
from daicho.ledger.core.rules import LINE_LIMIT
from daicho.ledger.queries.journal_detail import journal_detail
from daicho.ledger.queries.list_journals import JOURNAL_LISTING, list_journals
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields import custom_values
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.schema import (
    Amount,
    CustomFieldValue,
    Day,
    Flag,
    Length,
    QuantityValue,
    RecordId,
    WireInput,
)

_ENTITY = _("Journal")
_OWN_NAMES = {"reference_number": "reference"}
_FILE_PARTS = ("attachment", "doc")


class JournalLineInput(WireInput):
    """A line of a journal. `tax_direction` is ours: without it income is a sale, all else a purchase."""

    line_id: RecordId | None = None
    account_id: RecordId | None = None
    customer_id: RecordId | None = None
    description: Annotated[str, Length(DESCRIPTION_LENGTH)] = ""
    amount: Amount
    debit_or_credit: Literal["debit", "credit"]
    tax_id: RecordId | None = None
    tax_direction: Literal["sale", "purchase"] | None = None


class JournalInput(WireInput):
    """A new journal, or changes to one."""

    journal_date: Day | None = None
    reference_number: Annotated[str, Length(REFERENCE_LENGTH)] = ""
    notes: Annotated[str, Length(NOTES_LENGTH)] = ""
    journal_type: Literal["Cash", "Both", "cash", "both"] = "Both"
    currency_id: RecordId | None = None
    exchange_rate: QuantityValue | None = None
    is_inclusive_tax: Flag = False
    line_items: Annotated[list[JournalLineInput], Field(max_length=LINE_LIMIT)] = []
    status: Literal["draft", "published"] = "published"
    custom_fields: list[CustomFieldValue] = []


class CommentInput(WireInput):
    """A note about a journal."""

    description: Annotated[str, Length(10_000)] = ""


def _create(call: Call[JournalInput]) -> Answer:
    fields = _fields(call)
    journal_id = create_journal(call.ctx, fields=fields, is_draft=call.body.status == "draft")
    return Record("journal", _journal(call.ctx, journal_id), _("The journal has been created."), status=201)


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(JOURNAL_LISTING)
    page = list_journals(call.ctx, criteria=criteria)
    currency_ids = {view.code: view.currency_id for view in list_currencies(call.ctx)}
    rows = [journal_row_json(call.ctx, row, currency_ids) for row in page.rows]
    return Listed.of("journals", Rows(rows, page.has_more, page.total), criteria, _("Journals"))


def _get(call: Call[None]) -> Answer:
    return Record("journal", _journal(call.ctx, call.record_id("journal_id", _ENTITY)))


def _update(call: Call[JournalInput]) -> Answer:
    journal_id = call.record_id("journal_id", _ENTITY)
    update_journal(call.ctx, journal_id=journal_id, fields=_fields(call))
    return Record("journal", _journal(call.ctx, journal_id), _("The journal has been updated."))


def _delete(call: Call[None]) -> Answer:
    delete_journal(call.ctx, journal_id=call.record_id("journal_id", _ENTITY))
    return Done(_("The journal has been deleted."))


def _publish(call: Call[None]) -> Answer:
    publish_journal(call.ctx, journal_id=call.record_id("journal_id", _ENTITY))
    return Done(_("The journal has been marked as published."))


def _attach(call: Call[None]) -> Answer:
    journal_id = call.record_id("journal_id", _ENTITY)
    uploads = [upload for part in _FILE_PARTS for upload in call.files.get(part, ())]
    if not uploads:
        raise InvalidInput([missing("attachment")])
    for upload in uploads:
        attach_to_journal(call.ctx, journal_id=journal_id, name=upload.name, content=upload.content)
    return Done(_("The file has been attached."))


def _comment(call: Call[CommentInput]) -> Answer:
    journal_id = call.record_id("journal_id", _ENTITY)
    view = comment_on_journal(call.ctx, journal_id=journal_id, description=call.body.description)
    comment = [comment_json(call.ctx, view)]
    return Done(_("The comment has been added."), status=201, extra={"comment": comment})


def _delete_comment(call: Call[None]) -> Answer:
    comment_id = call.record_id("comment_id", _("Comment"))
    delete_journal_comment(call.ctx, journal_id=call.record_id("journal_id", _ENTITY), comment_id=comment_id)
    return Done(_("The comment has been deleted."))


def _fields(call: Call[JournalInput]) -> JournalFields:
    body, given = call.body, call.given
    fields: dict[str, Any] = {}
    if body.journal_date:
        fields["date"] = body.journal_date
    for name in ("reference_number", "notes", "exchange_rate", "is_inclusive_tax"):
        if name in given:
            fields[_OWN_NAMES.get(name, name)] = getattr(body, name)
    if "journal_type" in given:
        fields["journal_type"] = body.journal_type.lower()
    if body.currency_id is not None:
        fields["currency_code"] = _currency_code(call.ctx, body.currency_id)
    if body.custom_fields:
        fields["custom_fields"] = body.model_dump(exclude_unset=True)["custom_fields"]
    if "line_items" in given:
        fields["lines"] = [_line(line) for line in body.line_items]
    return fields  # type: ignore[return-value]


def _line(line: JournalLineInput) -> Mapping[str, object]:
    return {
        "line_id": line.line_id,
        "account_id": line.account_id,
        "contact_id": line.customer_id,
        "description": line.description,
        "amount": line.amount,
        "side": Side(line.debit_or_credit),
        "tax_id": line.tax_id,
        "tax_direction": Direction(line.tax_direction) if line.tax_direction else None,
    }


def _currency_code(ctx: Ctx, currency_id: int) -> str:
    found = list_currencies(ctx, currency_id=currency_id)
    if not found:
        raise invalid("currency_id", _("Invalid value passed for %(field)s"), {"field": "currency_id"})
    return found[0].code


def _journal(ctx: Ctx, journal_id: int) -> Mapping[str, Json]:
    view = journal_detail(ctx, journal_id=journal_id)
    custom = custom_values(ctx, entity="journal", entity_ids=[journal_id])[journal_id]
    return journal_json(ctx, view, {each.code: each for each in list_currencies(ctx)}, list(custom))


_ONE = "/journals/{journal_id}"
_READ, _CREATE, _DELETE = "accountants.READ", "accountants.CREATE", "accountants.DELETE"
OPERATIONS: list[Operation] = [
    Operation("POST", "/journals", "journals.create", _CREATE, _create, "Create a journal", body=JournalInput),
    Operation("GET", "/journals", "journals.view", _READ, _list, "List journals", listing=JOURNAL_LISTING),
    Operation("GET", _ONE, "journals.view", _READ, _get, "Get a journal"),
    Operation("PUT", _ONE, "journals.edit", "accountants.UPDATE", _update, "Update a journal", body=JournalInput),
    Operation("DELETE", _ONE, "journals.delete", _DELETE, _delete, "Delete a journal"),
    Operation("POST", f"{_ONE}/status/publish", "journals.edit", _CREATE, _publish, "Publish a journal"),
    Operation(
        "POST", f"{_ONE}/attachment", "journals.edit", _CREATE, _attach, "Attach a file to a journal",
        parameters=("totalFiles",), file_fields=_FILE_PARTS,
    ),
    Operation(
        "POST", f"{_ONE}/comments", "journals.view", _CREATE, _comment, "Add a comment to a journal",
        body=CommentInput,
    ),
    Operation(
        "DELETE", f"{_ONE}/comments/{{comment_id}}", "journals.edit", _DELETE, _delete_comment,
        "Delete a comment of a journal",
    ),
]  # fmt: skip
