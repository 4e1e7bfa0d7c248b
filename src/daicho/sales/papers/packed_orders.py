"""Orders as if they had only what some packages hold: what a delivery note tells, and what it is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from daicho.documents.core.discount import discount_text, parse_discount
from daicho.documents.queries._views import DocumentView, LineView
from daicho.documents.queries.document_view import document_view
from daicho.documents.tax_rows import TaxRow
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.kernel.money import Money, convert
from daicho.kernel.rounding import Rounding, divide
from daicho.organizations.queries.profile import organization_profile
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.queries._package_views import PackageView
from daicho.taxes.core.engine import NO_DISCOUNT, Discount, Document, Line, Result, compute
from daicho.taxes.queries.tax_definitions import tax_definitions


def packed_orders(ctx: Ctx, packages: Sequence[PackageView], *, with_amounts: bool = True) -> list[DocumentView]:
    """Return the orders of these packages, in their order, each with what the packages hold of it.

    Without amounts only lines and quantities are what is packed, and totals are the order's.
    Amounts are computed as those of an invoice of that part: a discount that is an amount, shipping charge and
    adjustment are told only where a whole order is packed.
    """
    quantities: dict[int, dict[int, int]] = {}
    roundings = {package.order_id: package.tax_rounding for package in packages}
    for package in packages:
        packed = quantities.setdefault(package.order_id, {})
        for line in package.lines:
            packed[line.order_line_id] = packed.get(line.order_line_id, 0) + line.quantity
    return [
        _part(ctx, order_id, packed, roundings[order_id] if with_amounts else None)
        for order_id, packed in quantities.items()
    ]


def _part(ctx: Ctx, order_id: int, packed: Mapping[int, int], rounding: str | None) -> DocumentView:
    order = document_view(ctx, kind=SALES_ORDER, document_id=order_id, with_files=False, with_custom=False)
    lines = [_taken(line, packed[line.line_id]) for line in order.lines if line.line_id in packed]
    if rounding is None:
        return replace(order, lines=lines)
    is_whole = {line.line_id: line.quantity.micro for line in order.lines} == packed
    if not is_whole:
        nothing = Money(0, order.currency_code)
        discount = order.discount if order.discount.endswith("%") else ""
        order = replace(order, discount=discount, shipping_charge=nothing, adjustment=nothing)
    return _valued(order, lines, _computed(ctx, order, lines, rounding))


def _taken(line: LineView, quantity: int) -> LineView:
    """Return the line with `quantity` of it; a discount that is an amount goes along in proportion."""
    discount = line.discount
    if discount and not discount.endswith("%"):
        minor = divide(line.discount_amount.minor * quantity, line.quantity.micro, Rounding.HALF_UP)
        discount = discount_text(Discount(amount=minor), line.amount.currency)
    return replace(line, quantity=Quantity(quantity), discount=discount)


def _computed(ctx: Ctx, order: DocumentView, lines: Sequence[LineView], rounding: str) -> Result:
    tax_ids = {line.tax_id for line in lines} | {order.shipping_tax_id}
    taxes = {
        tax_id: definition.applied(order.date)
        for tax_id, definition in tax_definitions(ctx, tax_ids={tax_id for tax_id in tax_ids if tax_id}).items()
    }
    currency = order.currency_code
    discount = NO_DISCOUNT if order.discount_type == "item_level" else parse_discount(order.discount, currency)
    return compute(
        Document(
            currency=currency,
            lines=[
                Line(
                    line.quantity.micro,
                    line.rate.micro,
                    parse_discount(line.discount, currency) or NO_DISCOUNT,
                    taxes.get(line.tax_id or 0),
                )
                for line in lines
            ],
            rounding=Rounding(rounding or organization_profile(ctx).tax_rounding),
            inclusive=order.is_inclusive_tax,
            discount=discount or NO_DISCOUNT,
            discount_after_tax=not order.is_discount_before_tax,
            shipping=order.shipping_charge.minor,
            shipping_tax=taxes.get(order.shipping_tax_id or 0),
            adjustment=order.adjustment.minor,
        )
    )


def _valued(order: DocumentView, lines: Sequence[LineView], result: Result) -> DocumentView:
    currency = order.currency_code
    total = Money(result.total, currency)
    return replace(
        order,
        lines=[
            replace(
                line,
                discount_amount=Money(found.discount, currency),
                amount=Money(found.amount, currency),
                tax_amount=Money(found.tax, currency),
            )
            for line, found in zip(lines, result.lines, strict=True)
        ],
        sub_total=Money(result.sub_total, currency),
        discount_amount=Money(result.discount, currency),
        tax_total=Money(result.tax_total, currency),
        total=total,
        base_total=convert(total, order.exchange_rate.micro, order.base_currency),
        taxes=[
            TaxRow(tax.part.tax_id, tax.part.name, tax.part.percentage_micro, tax.taxable, tax.tax)
            for tax in result.taxes
        ],
    )
