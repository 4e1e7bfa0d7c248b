"""What lines of journals bear: the ledger stands below the taxes, so it is told from here."""

from collections.abc import Sequence
from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO, Rate
from daicho.kernel.money import Money
from daicho.kernel.rounding import Rounding
from daicho.ledger.core.journal_tax import TAX_ACCOUNTS, Direction, LineTaxes, TaxedAmount, TaxShare
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.organizations.queries.profile import organization_profile
from daicho.taxes.core.engine import AppliedTax, Document, Line, compute
from daicho.taxes.queries.expensed_taxes import ExpensedTax, expensed_taxes
from daicho.taxes.queries.tax_definitions import tax_definitions


def taxes_on_amounts(
    ctx: Ctx, *, amounts: Sequence[TaxedAmount], day: date, currency: str, is_inclusive: bool
) -> list[LineTaxes | None]:
    """Return what each amount bears by the tax engine on `day`, None where there is no such tax.

    Tax on what was bought that nobody can reclaim is in its own account, or part of what the line costs.
    """
    definitions = tax_definitions(ctx, tax_ids={amount.tax_id for amount in amounts})
    applied = {tax_id: tax.applied(day) for tax_id, tax in definitions.items()}
    expensed = expensed_taxes(ctx, tax_ids={part.tax_id for tax in applied.values() for part in tax.parts})
    accounts = system_accounts(ctx, keys=TAX_ACCOUNTS)
    rounding = Rounding(organization_profile(ctx).tax_rounding)
    found: list[LineTaxes | None] = []
    for amount in amounts:
        tax = applied.get(amount.tax_id)
        if tax is None:
            found.append(None)
            continue
        taxes = _computed(amount, tax, currency, rounding, is_inclusive=is_inclusive)
        shares = [
            TaxShare(
                part.tax_id, part.name, part.percentage_micro, _account(part.tax_id, amount, expensed, accounts), own
            )
            for part, own in zip(tax.parts, taxes, strict=True)
        ]
        is_active = definitions[amount.tax_id].is_active
        found.append(LineTaxes(tax.name, tax.percentage_micro, is_active, tuple(shares)))
    return found


def _computed(
    amount: TaxedAmount, tax: AppliedTax, currency: str, rounding: Rounding, *, is_inclusive: bool
) -> tuple[int, ...]:
    price = Rate.of(Money(amount.minor, currency).value)
    line = Line(MICRO, price.micro, tax=tax)
    return compute(Document(currency, [line], rounding, inclusive=is_inclusive)).lines[0].taxes


def _account(tax_id: int, amount: TaxedAmount, expensed: dict[int, ExpensedTax], accounts: dict[str, int]) -> int:
    if amount.direction is Direction.SALE:
        return accounts["output_tax"]
    if tax_id in expensed:
        return expensed[tax_id].account_id or 0
    return accounts["input_tax"]
