"""Closing statements as exact JSON."""

from datetime import date

from daicho.closings.core.statement import StatementLine
from daicho.closings.queries._views import StatementView
from daicho.closings.queries.draft_statements import StatementDraft
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number


def statement_row_json(ctx: Ctx, view: StatementView) -> dict[str, Json]:
    """Return what lists carry."""
    return {
        "statement_id": id_text(view.statement_id),
        "statement_number": view.number,
        "customer_id": id_text(view.contact_id),
        "customer_name": view.contact_name,
        "status": view.state,
        **_period(view.start, view.closing_date, view.due),
        "currency_code": view.currency_code,
        "previous_balance": money_number(view.previous),
        "amount_received": money_number(view.received),
        "adjustment": money_number(view.adjusted),
        "carried_forward": money_number(view.carried),
        "purchases": money_number(view.purchased),
        "amount_due": money_number(view.amount_due),
        "tax_unit": "statement" if view.is_qualified else "",
        "is_emailed": view.is_emailed,
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


def statement_json(ctx: Ctx, view: StatementView) -> dict[str, Json]:
    """Return one statement with its taxes and documents."""
    return {
        **statement_row_json(ctx, view),
        "is_inclusive_tax": view.is_inclusive_tax,
        "taxes": [
            {
                "tax_id": id_text(tax.tax_id),
                "tax_name": tax.name,
                "tax_percentage": micro_number(tax.percentage_micro),
                "taxable_amount": money_number(Money(tax.taxable, view.currency_code)),
                "tax_amount": money_number(Money(tax.tax, view.currency_code)),
            }
            for tax in view.taxes
        ],
        "untaxed_amount": money_number(view.untaxed),
        "documents": [_line_json(line, view.currency_code) for line in view.lines],
    }


def draft_json(draft: StatementDraft) -> dict[str, Json]:
    """Return what a closing would state."""
    figures, currency = draft.figures, draft.customer.currency_code

    def money(minor: int) -> Json:
        return money_number(Money(minor, currency))

    return {
        "customer_id": id_text(draft.customer.contact_id),
        "customer_name": draft.customer.name,
        **_period(draft.start, draft.closing_date, draft.due),
        "currency_code": currency,
        "previous_balance": money(figures.previous),
        "amount_received": money(figures.received),
        "adjustment": money(figures.adjusted),
        "carried_forward": money(figures.carried),
        "purchases": money(figures.purchased),
        "amount_due": money(figures.due),
        "tax_difference": money(sum(draft.differences.values())),
        "is_closed": draft.is_closed,
        "documents": [_line_json(line, currency) for line in draft.lines if not line.is_carried],
    }


def _period(start: date, closing_date: date, due: date) -> dict[str, Json]:
    return {"start_date": day_text(start), "closing_date": day_text(closing_date), "due_date": day_text(due)}


def _line_json(line: StatementLine, currency: str) -> dict[str, Json]:
    return {
        "entity_type": line.ref[0],
        "entity_id": id_text(line.ref[1]),
        "number": line.number,
        "date": day_text(line.day),
        "section": line.section,
        "note": line.note,
        "amount": money_number(Money(line.amount, currency)),
        "tax_amount": money_number(Money(sum(portion.tax for portion in line.taxes.values()), currency)),
    }
