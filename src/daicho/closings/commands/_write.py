"""Write a statement as it was drafted. The customer is held by the command, so that the draft is still true."""

from collections.abc import Mapping
from dataclasses import asdict

from daicho.closings.commands._difference import post_differences
from daicho.closings.commands._number import statement_number
from daicho.closings.core.rules import CLOSED_ALREADY, NOT_A_CUSTOMER, NOT_OVER, NOTHING_TO_STATE
from daicho.closings.core.statement import StatementLine
from daicho.closings.models import ClosingStatement, ClosingStatementLine
from daicho.closings.queries._standings import taxes_text
from daicho.closings.queries.draft_statements import StatementDraft
from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.core.address import address_from
from daicho.documents.tax_rows import TaxRow, tax_text
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work

ENTITY = "closingstatement"


def write_statement(ctx: Ctx, draft: StatementDraft) -> int:
    """Post the difference of tax, write the statement, and return its id. Raises RuleBroken (see `close_period`)."""
    with unit_of_work(ctx) as unit:
        _check(ctx, draft)
        statement_id, number = new_id(), statement_number(ctx, draft.closing_date)
        posted = post_differences(ctx, draft, number)
        ClosingStatement.objects.bulk_create([_row(ctx, draft, statement_id, number)])
        ClosingStatementLine.objects.bulk_create(
            _line(ctx, statement_id, place, line, is_difference=place >= len(draft.lines))
            for place, line in enumerate([*draft.lines, *posted])
        )
        figures = {**asdict(draft.figures), "due": draft.figures.due}
        named: Mapping[str, object] = {"number": number, "contact_id": draft.customer.contact_id}
        after = {**named, "closing_date": draft.closing_date, **figures}
        unit.record(ENTITY, statement_id, "created", after=after)
    return statement_id


def _check(ctx: Ctx, draft: StatementDraft) -> None:
    if draft.customer.contact_type != "customer":
        raise RuleBroken(NOT_A_CUSTOMER, _("Only customers get closing statements."))
    if draft.closing_date > ctx.today:
        raise RuleBroken(NOT_OVER, _("The closing date must not lie in the future."))
    if draft.is_closed and draft.latest is not None:
        day, number = draft.latest.closing_date.isoformat(), draft.latest.number
        raise RuleBroken(
            CLOSED_ALREADY,
            _("%(customer)s: closed already up to %(day)s, by %(number)s."),
            {"customer": draft.customer.name, "day": day, "number": number},
        )
    if draft.is_empty:
        raise RuleBroken(
            NOTHING_TO_STATE,
            _("%(customer)s: nothing is owed and nothing happened, so there is nothing to state."),
            {"customer": draft.customer.name},
        )


def _row(ctx: Ctx, draft: StatementDraft, statement_id: int, number: str) -> ClosingStatement:
    customer, figures = draft.customer, draft.figures
    card = contact_card(ctx, contact_id=customer.contact_id, with_persons=False)
    return ClosingStatement(
        id=statement_id,
        organization_id=ctx.organization_id,
        number=number,
        contact_id=customer.contact_id,
        start=draft.start,
        closing_date=draft.closing_date,
        due=draft.due,
        currency_code=customer.currency_code,
        previous_minor=figures.previous,
        received_minor=figures.received,
        adjusted_minor=figures.adjusted,
        purchased_minor=figures.purchased,
        due_minor=figures.due,
        taxes=tax_text(
            TaxRow(key.tax_id, draft.tax_names[key.tax_id], key.percentage_micro, *portion)
            for key, portion in draft.taxes.items()
        ),
        tax_unit=customer.tax_unit if draft.is_qualified else "",
        tax_rounding=draft.rounding.value,
        is_inclusive_tax=draft.is_inclusive,
        payment_terms_label=customer.payment_terms_label,
        billing_address=asdict(address_from(asdict(card.billing_address))),
        created_by_id=ctx.actor.user_id,
        created_at=ctx.now,
        modified_at=ctx.now,
    )


def _line(ctx: Ctx, statement_id: int, place: int, line: StatementLine, *, is_difference: bool) -> ClosingStatementLine:
    kind, source_id = line.ref
    return ClosingStatementLine(
        id=new_id(),
        organization_id=ctx.organization_id,
        statement_id=statement_id,
        position=place,
        source_kind=kind,
        source_id=source_id,
        number=line.number,
        day=line.day,
        section=line.section,
        amount_minor=line.amount,
        taxes=taxes_text(line.taxes),
        is_carried=line.is_carried,
        note=line.note,
        is_difference=is_difference,
    )
