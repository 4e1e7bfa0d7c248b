"""Operations on closing statements: our own, under both prefixes."""

from typing import Annotated

from pydantic import Field

from daicho.closings.api.serializers import draft_json, statement_json, statement_row_json
from daicho.closings.commands.cancel_closing import cancel_closing
from daicho.closings.commands.close_period import close_period
from daicho.closings.commands.close_periods import close_periods
from daicho.closings.commands.mail_statement import mail_statement
from daicho.closings.queries._listing import LISTING
from daicho.closings.queries.draft_statements import draft_statements
from daicho.closings.queries.list_statements import list_statements
from daicho.closings.queries.statement_detail import statement_detail
from daicho.closings.queries.statement_mail import statement_mail
from daicho.closings.queries.statements_pdf import statements_pdf
from daicho.documents.api.letters import letter_fields, letter_json
from daicho.documents.api.schemas import MailInput
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, missing
from daicho.kernel.text import noop as _
from daicho.platform.listing import Rows
from daicho.platform.text import sentence
from daicho.platform.wire.operation import Answer, Call, Done, Download, Json, Listed, Operation, Record
from daicho.platform.wire.schema import Day, RecordId, WireInput
from daicho.platform.wire.writer import id_text

_LIMIT = 200
_PATH, _ONE = "/closingstatements", "/closingstatements/{statement_id}"


class ClosingInput(WireInput):
    """One customer's period, up to and with `closing_date`."""

    customer_id: RecordId
    closing_date: Day


class BulkClosingInput(WireInput):
    """The periods of all customers whose closing day `closing_date` is, or of those that are named."""

    closing_date: Day
    customer_ids: Annotated[list[RecordId], Field(max_length=_LIMIT)] | None = None


def _statement_id(call: Call[None] | Call[MailInput]) -> int:
    return call.record_id("statement_id", _("Closing statement"))


def _shown(ctx: Ctx, statement_id: int, message: str, status: int = 200) -> Answer:
    view = statement_detail(ctx, statement_id=statement_id)
    return Record("closingstatement", statement_json(ctx, view), message, status=status)


def _close(call: Call[ClosingInput]) -> Answer:
    body = call.body
    made = close_period(call.ctx, contact_id=body.customer_id, closing_date=body.closing_date)
    return _shown(call.ctx, made, _("The period has been closed."), 201)


def _close_many(call: Call[BulkClosingInput]) -> Answer:
    found = close_periods(call.ctx, closing_date=call.body.closing_date, contact_ids=call.body.customer_ids)
    rows: list[Json] = [
        {
            "customer_id": id_text(each.contact_id),
            "customer_name": each.name,
            "statement_id": id_text(each.statement_id),
            "code": each.error.code if each.error else 0,
            "message": sentence(each.error) if each.error else "",
        }
        for each in found
    ]
    return Done(_("The periods have been closed."), extra={"closings": rows})


def _preview(call: Call[None]) -> Answer:
    day, customer_id = call.day("closing_date"), call.id("customer_id")
    if day is None:
        raise InvalidInput([missing("closing_date")])
    drafts = draft_statements(call.ctx, closing_date=day, contact_ids=[customer_id] if customer_id else None)
    return Done(_("success"), extra={"closings": [draft_json(draft) for draft in drafts]})


def _listed(call: Call[None]) -> Answer:
    criteria = call.criteria(LISTING)
    page = list_statements(call.ctx, criteria=criteria)
    rows = [statement_row_json(call.ctx, view) for view in page.rows]
    return Listed.of("closingstatements", Rows(rows, page.has_more, page.total), criteria, _("Closing statements"))


def _show(call: Call[None]) -> Answer:
    if call.format() == "pdf":
        return _download(call, [_statement_id(call)])
    return _shown(call.ctx, _statement_id(call), _("success"))


def _print(call: Call[None]) -> Answer:
    return _download(call, call.ids("statement_ids"))


def _download(call: Call[None], statement_ids: list[int]) -> Answer:
    name, content = statements_pdf(call.ctx, statement_ids=statement_ids)
    return Download(name, "application/pdf", content)


def _cancel(call: Call[None]) -> Answer:
    cancel_closing(call.ctx, statement_id=_statement_id(call))
    return Done(_("The closing has been cancelled."))


def _propose(call: Call[None]) -> Answer:
    letter = letter_json(statement_mail(call.ctx, statement_id=_statement_id(call)))
    return Done(_("success"), extra={"data": letter, **letter})


def _send(call: Call[MailInput]) -> Answer:
    mail_statement(call.ctx, statement_id=_statement_id(call), letter=letter_fields(call))
    return Done(_("The closing statement has been sent."))


VIEW, CREATE, EDIT, DELETE = (f"invoices.{action}" for action in ("view", "create", "edit", "delete"))
_READ = "invoices.READ"
OPERATIONS = [
    Operation("POST", _PATH, CREATE, "invoices.CREATE", _close, "Close a customer's period", body=ClosingInput),
    Operation(
        "POST", f"{_PATH}/bulk", CREATE, "invoices.CREATE", _close_many, "Close the periods of a closing day",
        body=BulkClosingInput,
    ),
    Operation(
        "GET", f"{_PATH}/preview", VIEW, _READ, _preview, "See what closing a period would state",
        parameters=("closing_date", "customer_id"),
    ),
    Operation("GET", _PATH, VIEW, _READ, _listed, "List closing statements", listing=LISTING),
    Operation(
        "GET", f"{_PATH}/pdf", VIEW, _READ, _print, "Get several closing statements as one PDF",
        parameters=("statement_ids",),
    ),
    Operation("GET", _ONE, VIEW, _READ, _show, "Get a closing statement", parameters=("accept", "print")),
    Operation("POST", f"{_ONE}/cancel", DELETE, "invoices.DELETE", _cancel, "Cancel a customer's latest closing"),
    Operation(
        "GET", f"{_ONE}/email", VIEW, _READ, _propose, "Get the proposed e-mail about a closing statement",
    ),
    Operation(
        "POST", f"{_ONE}/email", EDIT, "invoices.CREATE", _send, "Send a closing statement by e-mail", body=MailInput,
        parameters=("send_attachment",),
    ),
]  # fmt: skip
