"""How statements call what they list, in the active language."""

from django.utils.translation import gettext as _

from daicho.closings.core.statement import StatementLine
from daicho.closings.queries._views import StatementView
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.platform.web.format import Formats
from daicho.platform.web.links import record_link


def line_name(ctx: Ctx, line: StatementLine) -> str:
    """Return what a line is: "Invoice", "Invoice (late)"."""
    name = record_link(ctx, *line.ref)[0]
    notes = {"late": _("%(document)s (of an earlier period)"), "changed": _("%(document)s (changed since)")}
    return notes[line.note] % {"document": name} if line.note else name


def summary_rows(view: StatementView, formats: Formats) -> list[tuple[str, str]]:
    """Return the boxes of a statement from left to right (japan.md CLS-02)."""
    tax = Money(sum(row.tax for row in view.taxes), view.currency_code)
    rows = [
        (_("Previous balance"), view.previous),
        (_("Amount received"), view.received),
        *([(_("Adjustments"), view.adjusted)] if view.adjusted.minor else []),
        (_("Carried forward"), view.carried),
        (_("Purchases without tax"), view.purchased - tax),
        (_("Consumption tax"), tax),
        (_("Total amount due"), view.amount_due),
    ]
    return [(label, formats.money(amount)) for label, amount in rows]


def rate_rows(view: StatementView, formats: Formats) -> list[list[str]]:
    """Return a row for each rate: its name, what it is on, the tax; at last what bears no tax."""

    def money(minor: int) -> str:
        return formats.money(Money(minor, view.currency_code))

    rows = []
    for tax in view.taxes:
        percent = formats.percent(Rate(tax.percentage_micro))
        name = tax.name if percent in tax.name else f"{tax.name} {percent}"
        rows.append([name, money(tax.taxable), money(tax.tax)])
    return [*rows, [_("Without tax"), formats.money(view.untaxed), ""]] if view.untaxed.minor else rows
