"""What every source says of customers' balances now, and what their statements have said of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

import orjson

from daicho.closings.core.statement import (
    Note,
    Portion,
    Ref,
    Section,
    Standing,
    StatementLine,
    Taxes,
    TaxKey,
    stated_by,
)
from daicho.closings.models import ClosingStatementLine
from daicho.contacts.queries.closing_customers import ClosingCustomer
from daicho.kernel.context import Ctx
from daicho.ledger.queries.owed_by_source import owed_by_source
from daicho.sales.queries.taxed_sales import taxed_sales

Standings = Mapping[int, Mapping[Ref, Standing]]
"""Contact → source → what it says."""


def standings_now(ctx: Ctx, customers: Sequence[ClosingCustomer], until: date) -> Standings:
    """Return what the books and documents say until a day, in the customers' currencies. Two statements."""
    currencies = {customer.contact_id: customer.currency_code for customer in customers}
    found: dict[int, dict[Ref, Standing]] = defaultdict(dict)
    for owed in owed_by_source(ctx, contact_ids=list(currencies), until=until):
        if owed.currency_code != currencies[owed.contact_id]:
            continue
        of_contact, ref = found[owed.contact_id], (owed.kind, owed.source_id)
        before = of_contact.get(ref)
        day = min(before.day, owed.day) if before else owed.day
        of_contact[ref] = Standing(owed.number, day, (before.amount if before else 0) + owed.amount)
    for sale in taxed_sales(ctx, contact_ids=list(currencies), until=until):
        if sale.currency_code != currencies[sale.contact_id]:
            continue
        of_contact, ref = found[sale.contact_id], (sale.kind, sale.document_id)
        taxes = {
            TaxKey(row.tax_id, row.percentage_micro): Portion(sale.sign * row.taxable, sale.sign * row.tax)
            for row in sale.taxes
        }
        known = of_contact.get(ref, Standing(sale.number, sale.day))
        of_contact[ref] = replace(
            known, number=sale.number, day=sale.day, purchased=sale.sign * sale.total, taxes=taxes
        )  # fmt: skip
    return found


def standings_stated(ctx: Ctx, contact_ids: Sequence[int]) -> Standings:
    """Return what the statements of these customers that were not cancelled have said. One statement."""
    del ctx  # the organisation is in scope
    rows = ClosingStatementLine.objects.filter(
        statement__contact_id__in=contact_ids, statement__state="closed"
    ).select_related("statement")
    lines: dict[int, list[StatementLine]] = defaultdict(list)
    for row in rows.order_by("statement__closing_date", "position"):
        lines[row.statement.contact_id].append(line_of(row))
    return {contact_id: stated_by(found) for contact_id, found in lines.items()}


def line_of(row: ClosingStatementLine) -> StatementLine:
    """Return a stored line."""
    return StatementLine(
        (row.source_kind, row.source_id), row.number, row.day, cast(Section, row.section), row.amount_minor,
        taxes_from(row.taxes), row.is_carried, cast(Note, row.note),
    )  # fmt: skip


def taxes_from(text: str) -> dict[TaxKey, Portion]:
    """Return the taxes in a text made by `taxes_text`."""
    return {TaxKey(*row[:2]): Portion(*row[2:]) for row in orjson.loads(text or "[]")}


def taxes_text(taxes: Taxes) -> str:
    """Return taxes as a column keeps them, empty for none."""
    return orjson.dumps([[*key, *portion] for key, portion in taxes.items()]).decode() if taxes else ""
