"""Statements as a closing would make them: what a preview shows is what the command writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from daicho.closings.core.statement import (
    Figures,
    Ref,
    Standing,
    StatementLine,
    Taxes,
    TaxKey,
    added,
    difference_taxes,
    differences,
    figures_of,
    statement_lines,
    taxes_of,
)
from daicho.closings.models import ClosingStatement
from daicho.closings.queries._standings import standings_now, standings_stated
from daicho.contacts.core.terms import period_start
from daicho.contacts.queries.closing_customers import ClosingCustomer, closing_customers
from daicho.contacts.queries.due_date import due_date
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import Rounding
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.taxes.core.tax import TaxDefinition
from daicho.taxes.queries.tax_definitions import tax_definitions

Sources = tuple[Mapping[Ref, Standing], Mapping[Ref, Standing]]
"""What sources say now, and what statements have said of them."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest statement of a customer."""

    statement_id: int
    number: str
    closing_date: date
    due: int


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement that is not written yet.

    `taxes` are whole, `is_qualified`: rounded once for each rate. `lines` lack what posts the `differences`, minor
    units by which the taxes are more than those of the lines.
    """

    customer: ClosingCustomer
    start: date
    closing_date: date
    due: date
    lines: Sequence[StatementLine]
    figures: Figures
    taxes: Taxes
    tax_names: Mapping[int, str]
    differences: Mapping[TaxKey, int]
    is_inclusive: bool
    is_qualified: bool
    rounding: Rounding
    latest: Latest | None

    @property
    def is_closed(self) -> bool:
        """Whether the period was closed already."""
        return self.latest is not None and self.latest.closing_date >= self.closing_date

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell the customer."""
        return not self.lines and not self.figures.due


def draft_statements(
    ctx: Ctx, *, closing_date: date, contact_ids: Sequence[int] | None = None
) -> list[StatementDraft]:  # fmt: skip
    """Return the statement of each customer whose closing day it is, or of `contact_ids`, by name.

    The same few statements, whatever the number of customers.
    """
    by_day = None if contact_ids is not None else closing_date
    customers = closing_customers(ctx, day=by_day, contact_ids=contact_ids)
    ids = [customer.contact_id for customer in customers]
    now, stated = standings_now(ctx, customers, closing_date), standings_stated(ctx, ids)
    latest = _latest(ids)
    every = (one for standings in (now, stated) for of_contact in standings.values() for one in of_contact.values())
    taxes = tax_definitions(ctx, tax_ids={key.tax_id for one in every for key in one.taxes})
    drafted = Drafting(ctx, closing_date, taxes, organization_profile(ctx))
    return [
        drafted.draft(
            each, (now.get(each.contact_id, {}), stated.get(each.contact_id, {})), latest.get(each.contact_id)
        )
        for each in customers
    ]


def _latest(contact_ids: Sequence[int]) -> dict[int, Latest]:
    rows = ClosingStatement.objects.filter(contact_id__in=contact_ids, state="closed").order_by("closing_date", "id")
    columns = ("contact_id", "id", "number", "closing_date", "due_minor")
    return {contact_id: Latest(*values) for contact_id, *values in rows.values_list(*columns)}


@dataclass(frozen=True, slots=True)
class Drafting:
    """What the statements of one day share."""

    ctx: Ctx
    closing_date: date
    taxes: Mapping[int, TaxDefinition]
    profile: OrganizationProfile

    def draft(self, customer: ClosingCustomer, sources: Sources, latest: Latest | None) -> StatementDraft:
        """Return the statement of one customer."""
        after = latest.closing_date + timedelta(days=1) if latest else period_start(customer.terms, self.closing_date)
        start = min(after, self.closing_date)
        lines = statement_lines(*sources, start=start, is_first=latest is None)
        taxes = taxes_of(lines)
        is_inclusive = (customer.price_mode or self.profile.price_mode) == "tax_inclusive"
        rounding = Rounding(customer.tax_rounding or self.profile.tax_rounding)
        owed: dict[TaxKey, int] = {}
        is_qualified = customer.tax_unit == "statement" and self.profile.is_japanese
        if is_qualified:
            owed = differences(taxes, self._groups(taxes), is_inclusive=is_inclusive, rounding=rounding)
        figures = figures_of(latest.due if latest else 0, lines)
        if not is_inclusive:
            figures = replace(figures, purchased=figures.purchased + sum(owed.values()))
        return StatementDraft(
            customer=customer,
            start=start,
            closing_date=self.closing_date,
            due=due_date(self.ctx, terms=customer.terms, day=self.closing_date),
            lines=lines,
            figures=figures,
            taxes=added(taxes, difference_taxes(owed, is_inclusive=is_inclusive)),
            tax_names={key.tax_id: self.taxes[key.tax_id].name for key in taxes},
            differences=owed,
            is_inclusive=is_inclusive,
            is_qualified=is_qualified,
            rounding=rounding,
            latest=latest,
        )

    def _groups(self, taxes: Taxes) -> dict[int, str]:
        """Return tax → group of taxes whose equal rates are rounded together."""
        parts = {key.tax_id: self.taxes[key.tax_id].applied(self.closing_date).parts[0] for key in taxes}
        return {tax_id: part.rounding_group for tax_id, part in parts.items()}
