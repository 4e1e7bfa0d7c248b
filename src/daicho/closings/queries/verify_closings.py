"""Proof that closing statements add up, carry on, and come to what the books say of their customers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from daicho.closings.core.statement import (
    Standing,
    difference_taxes,
    differences,
    figures_of,
    statement_lines,
    taxes_of,
)
from daicho.closings.models import ClosingStatement, ClosingStatementLine
from daicho.closings.queries._standings import line_of, standings_now, standings_stated
from daicho.closings.queries._views import view_of
from daicho.contacts.queries.closing_customers import closing_customers
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import Rounding
from daicho.ledger.queries.owed_in_all import owed_in_all
from daicho.organizations.queries.base_currency import base_currency
from daicho.platform.verification import Mismatch
from daicho.taxes.queries.tax_definitions import tax_definitions

CHECK = "closing statements"


def verify_closings(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every statement that is not the sum of its lines or not the sequel of the one before.

    And every customer whose latest statement with what no statement has said yet is not what the books say is owed.
    """
    chains: dict[int, list[ClosingStatement]] = defaultdict(list)
    rows = ClosingStatement.objects.filter(state="closed").select_related("contact")
    for row in rows.order_by("contact_id", "closing_date", "id"):
        chains[row.contact_id].append(row)
    if not chains:
        return
    lines: dict[int, list[ClosingStatementLine]] = defaultdict(list)
    for line in ClosingStatementLine.objects.filter(statement__state="closed").order_by("position").iterator():
        lines[line.statement_id].append(line)
    groups = {
        tax_id: tax.applied(ctx.today).parts[0].rounding_group for tax_id, tax in tax_definitions(ctx).items()
    }  # fmt: skip
    for chain in chains.values():
        brought = 0
        for row in chain:
            yield from _statement(row, lines[row.id], brought, groups)
            brought = row.due_minor
    yield from _balances(ctx, {contact_id: chain[-1].due_minor for contact_id, chain in chains.items()})


def _statement(
    row: ClosingStatement, rows: Sequence[ClosingStatementLine], brought: int, groups: dict[int, str]
) -> Iterator[Mismatch]:
    lines = [line_of(line) for line in rows]
    figures, view = figures_of(brought, lines), view_of(row)
    said = (row.previous_minor, row.received_minor, row.adjusted_minor, row.purchased_minor, row.due_minor)
    made = (figures.previous, figures.received, figures.adjusted, figures.purchased, figures.due)
    if said != made:
        yield Mismatch(CHECK, row.number, f"says {said}, lines and the statement before come to {made}")
    taxes = taxes_of(lines)
    kept = {(tax.tax_id, tax.percentage_micro): (tax.taxable, tax.tax) for tax in view.taxes}
    if kept != {tuple(key): tuple(portion) for key, portion in taxes.items()}:
        yield Mismatch(CHECK, row.number, f"taxes {kept}, lines come to {taxes}")
    if view.is_qualified:
        rounding = Rounding(row.tax_rounding)
        left = differences(taxes, groups, is_inclusive=row.is_inclusive_tax, rounding=rounding)
        if left:
            wanted = difference_taxes(left, is_inclusive=row.is_inclusive_tax)
            yield Mismatch(CHECK, row.number, f"tax is not rounded once for each rate: {wanted}")


def _balances(ctx: Ctx, stated: dict[int, int]) -> Iterator[Mismatch]:
    base = base_currency(ctx)
    customers = [each for each in closing_customers(ctx, contact_ids=list(stated)) if each.currency_code == base]
    ids = [customer.contact_id for customer in customers]
    now, before = standings_now(ctx, customers, date.max), standings_stated(ctx, ids)
    books = owed_in_all(ctx, contact_ids=ids)
    none: dict[tuple[str, int], Standing] = {}
    for contact_id in ids:
        sources = now.get(contact_id, none), before.get(contact_id, none)
        later = sum(line.amount for line in statement_lines(*sources, start=date.min, is_first=False))
        said = stated[contact_id] + later
        if said != books.get(contact_id, 0):
            detail = f"statements and what is to be stated {said}, books {books.get(contact_id, 0)}"
            yield Mismatch(CHECK, f"contact {contact_id}", detail)
