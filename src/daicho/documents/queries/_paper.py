"""What a paper says, translated and formatted, as the Typst templates read it.

{lang, footer, documents: [{title, recipient, issuer, facts, lead, headline, delivery, columns, lines, rates,
rate_heads, legend, totals, total, texts}]}: texts, lists of texts, and the logo's bytes as numbers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from daicho.documents.core.address import address_lines
from daicho.documents.core.kind import Kind
from daicho.documents.core.paper_style import PaperStyle
from daicho.documents.letterhead import NO_PICTURES, Pictures, issuer_block, recipient_block
from daicho.documents.queries._paper_batches import batch_texts
from daicho.documents.queries._views import DocumentView, LineView
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.organizations.core.organization import OrganizationProfile
from daicho.platform.web.format import Formats
from daicho.taxes.core.category import Category

_REDUCED = frozenset({Category.REDUCED, Category.REDUCED_NEWSPAPER})
_MARK = "※"
_LEADS = {
    "salesorder": gettext_noop("Thank you for your order. We confirm it as follows."),
    "purchaseorder": gettext_noop("We order the following."),
    "estimate": gettext_noop("We offer you the following."),
    "invoice": gettext_noop("We invoice the following."),
    "retainerinvoice": gettext_noop("We ask you for the following payment in advance."),
    "creditnote": gettext_noop("We credit you with the following."),
    "bill": gettext_noop("We received your bill of the following."),
    "vendorcredit": gettext_noop("We expect to be credited with the following."),
}
_LANGUAGES = ("ja", "en")
_NO_AMOUNTS: Mapping[str, object] = {
    "headline": [], "rate_heads": [], "rates": [], "legend": "", "totals": [], "total": [],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """What a paper about goods says in place of the order's own: a delivery note, a packing slip.

    `title`, `lead` and the labels of `facts` are msgids; without amounts only items and quantities are told.
    """

    title: str
    lead: str
    facts: Sequence[tuple[str, str | date | None]]
    notes: str = ""
    with_amounts: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """One document with what surrounds it, in the organisation's style.

    With a `slip` the paper is about goods of an order.
    """

    kind: Kind
    view: DocumentView
    profile: OrganizationProfile
    pictures: Pictures = NO_PICTURES
    slip: Slip | None = None
    style: PaperStyle = field(default_factory=PaperStyle)

    @property
    def with_amounts(self) -> bool:
        """Whether prices and totals are told."""
        return self.slip is None or self.slip.with_amounts


def paper_language(language_code: str) -> str:
    """Return the language a contact reads: Japanese or English."""
    return language_code if language_code in _LANGUAGES else "en"


def paper_data(papers: Sequence[Paper], language: str) -> dict[str, object]:
    """Return the data of one PDF with these documents."""
    with override(language):
        return {
            "lang": language,
            "footer": papers[0].profile.name,
            "documents": [_document(paper, language) for paper in papers],
        }


def _document(paper: Paper, language: str) -> dict[str, object]:
    view, profile, style = paper.view, paper.profile, paper.style
    pictures = Pictures(
        paper.pictures.logo if style.has_logo else None, paper.pictures.seal if style.has_seal else None
    )
    formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
    columns, lines = _table(paper, formats)
    return {
        "accent": paper.style.accent,
        "title": _title(paper, language),
        "recipient": recipient_block(view.contact, view.billing_address, language),
        "issuer": issuer_block(profile, pictures, language, with_registration=_is_qualified(paper)),
        "facts": _facts(paper, formats),
        "lead": _(paper.slip.lead) if paper.slip else style.text(language, "lead", _(_LEADS[paper.kind.entity])),
        "delivery": _delivery(paper, language),
        "columns": columns,
        "lines": lines,
        **(_amounts(paper, formats) if paper.with_amounts else _NO_AMOUNTS),
        "texts": _texts(paper, language),
    }


def _title(paper: Paper, language: str) -> str:
    if paper.slip:
        return _(paper.slip.title)
    if paper.view.about:
        return _("Debit note")
    standard = _("Qualified return invoice") if _is_qualified_return(paper) else _(paper.kind.words.title)
    return paper.style.text(language, "title", standard)


def _is_qualified_return(paper: Paper) -> bool:
    """Tell whether a credit is a qualified return invoice (適格返還請求書) by itself (japan.md RET-01)."""
    profile = paper.profile
    is_credit = paper.kind.entity == "creditnote" and profile.is_japanese and bool(profile.tax_registration_number)
    return is_credit and not _is_summed_up(paper)


def _amounts(paper: Paper, formats: Formats) -> dict[str, object]:
    view = paper.view
    return {
        "headline": [_("Total") if paper.kind.is_plain else _("Total (tax included)"), formats.money(view.total)],
        "rate_heads": [_("Tax rate"), _("Taxable amount"), _("Tax amount")],
        "rates": [
            [
                _rate_label(tax.name, Rate(tax.percentage_micro), formats),
                formats.money(Money(tax.taxable, view.currency_code)),
                formats.money(Money(tax.tax, view.currency_code)),
            ]
            for tax in view.taxes
        ],
        "legend": _legend(paper),
        "totals": _totals(view, formats),
        "total": [_("Total"), formats.money(view.total)],
    }


def _rate_label(name: str, rate: Rate, formats: Formats) -> str:
    percent = formats.percent(rate)
    return name if not rate.micro or percent in name else f"{name} {percent}"


def _facts(paper: Paper, formats: Formats) -> list[list[str]]:
    view = paper.view
    if paper.slip:
        told = (
            (_(label), formats.date(value) if isinstance(value, date) else value) for label, value in paper.slip.facts
        )
        return [[label, value] for label, value in told if value]
    if paper.kind.settling == "credit":
        number = _("Credit note number") if paper.kind.entity == "creditnote" else _("Number")
        day, due = _("Credit date"), ""
    elif paper.kind.entity == "estimate":
        number, day, due = _("Estimate number"), _("Estimate date"), _("Expiry date")
    elif paper.kind.has_terms or paper.kind.is_plain:
        number, day, due = _("Invoice number"), _("Invoice date"), _("Due date")
    else:
        number, day = _("Order number"), _("Order date")
        due = _("Expected shipment") if paper.kind.purpose == "sale" else _("Delivery date")
    facts = [
        (number, view.number),
        (day, formats.date(view.date)),
        (due, formats.date(view.due)),
        (_("Original invoice"), ", ".join(f"{found.number} ({formats.date(found.day)})" for found in view.originals)),
        (_("Reference number"), view.reference),
        (_("Delivery method"), view.delivery_method),
        (_("Salesperson"), view.salesperson_name),
    ]
    shown = [(item.field.label, item.value) for item in view.custom if item.field.shown_in_pdf]
    return [[label, value] for label, value in (*facts, *shown) if value]


def _delivery(paper: Paper, language: str) -> dict[str, object]:
    view = paper.view
    address = view.shipping_address
    same = paper.kind.purpose == "sale" and address == view.billing_address
    is_credit = paper.kind.settling == "credit"
    lines = [] if same or is_credit or address.is_empty else address_lines(address, locale=language)
    attention = view.attention or address.attention
    if lines and attention:
        lines.append(f"{attention} 様" if language == "ja" and paper.kind.purpose == "sale" else attention)
    return {"label": _("Deliver to"), "lines": lines}


def _legend(paper: Paper) -> str:
    reduced = _("%(mark)s marks items with the reduced tax rate.") % {"mark": _MARK} if _has_reduced(paper) else ""
    summed_up = _("The qualified invoice is the closing statement of the period.") if _is_summed_up(paper) else ""
    return " ".join(text for text in (reduced, summed_up) if text)


def _is_qualified(paper: Paper) -> bool:
    """Tell whether the paper may be a qualified invoice; one that asks for money in advance is about no supply yet."""
    return not (_is_summed_up(paper) or paper.kind.is_plain)


def _is_summed_up(paper: Paper) -> bool:
    """Tell whether the closing statement is the qualified invoice, so that this paper must not look like one."""
    of_customer = paper.kind.contact_type == "customer" and bool(paper.kind.settling) and paper.kind.books is not None
    return of_customer and paper.profile.is_japanese and paper.view.contact.tax_unit == "statement"


def _has_reduced(paper: Paper) -> bool:
    return any(line.tax_category in _REDUCED for line in paper.view.lines)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the lines; `name` is that of `paper_style.COLUMNS` where it can be left out."""

    label: str
    cell: Callable[[LineView], list[str]]
    name: str = ""
    is_number: bool = True


def _table(paper: Paper, formats: Formats) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    shown = [column for column in _columns(paper, formats) if column.name not in paper.style.hidden]
    heads: list[dict[str, object]] = [
        {"label": column.label, "number": column.is_number, "wide": place == 0} for place, column in enumerate(shown)
    ]
    return heads, [{"cells": [_cell(column, line) for column in shown]} for line in paper.view.lines]


def _cell(column: "_Column", line: LineView) -> list[str]:
    """Return what a cell says, a second line of it ("" for none), and the column's label."""
    said = column.cell(line)
    return [said[0], said[1] if len(said) > 1 else "", column.label]


def _columns(paper: Paper, formats: Formats) -> Iterator[_Column]:
    view = paper.view
    if paper.kind.is_plain:
        yield _Column(_("Description"), lambda line: _described(paper, line), is_number=False)
        yield _Column(_("Amount"), lambda line: [formats.money(line.amount)])
        return
    yield _Column(_("Item"), lambda line: _with_batches(_described(paper, line), line, formats), is_number=False)
    yield _Column(_("Quantity"), lambda line: [formats.quantity(line.quantity)])
    yield _Column(_("Unit"), lambda line: [line.unit], "unit", is_number=False)
    if not paper.with_amounts:
        return
    yield _Column(_("Unit price"), lambda line: [formats.rate(line.rate, view.currency_code)])
    if any(line.discount for line in view.lines):
        yield _Column(_("Discount"), lambda line: [_shown_discount(line, formats)], "discount")
    yield _Column(_("Tax"), lambda line: [_shown_tax(line, formats)], "tax")
    amount = _("Amount (tax included)") if view.is_inclusive_tax else _("Amount")
    yield _Column(amount, lambda line: [formats.money(line.amount)])


def _described(paper: Paper, line: LineView) -> list[str]:
    """Return what the item is called, marked where its tax rate is reduced, and its description."""
    mark = f" {_MARK}" if paper.with_amounts and line.tax_category in _REDUCED else ""
    sku = f"{line.sku} " if line.sku else ""
    described = line.description if line.name and "description" not in paper.style.hidden else ""
    return [f"{sku}{line.name or line.description}{mark}", described]


def _with_batches(described: list[str], line: LineView, formats: Formats) -> list[str]:
    """Return the cell with the batches, or serial numbers, of the line below what describes it."""
    name, description = described
    return [name, "\n".join(text for text in (description, *batch_texts(line, formats)) if text)]


def _shown_tax(line: LineView, formats: Formats) -> str:
    """Return the rate; the name of a tax without one (非課税, 免税)."""
    return formats.percent(line.tax_percentage) if line.tax_percentage.micro else line.tax_name


def _shown_discount(line: LineView, formats: Formats) -> str:
    return (
        line.discount if line.discount.endswith("%") else formats.money(line.discount_amount) if line.discount else ""
    )


def _totals(view: DocumentView, formats: Formats) -> list[list[str]]:
    rows = [(_("Subtotal (tax included)") if view.is_inclusive_tax else _("Subtotal"), view.sub_total)]
    if view.discount_amount.minor:
        rows.append((f"{_('Discount')} {view.discount if '%' in view.discount else ''}".strip(), -view.discount_amount))
    if view.shipping_charge.minor:
        rows.append((_("Shipping charge"), view.shipping_charge))
    if view.tax_total.minor:
        rows.append((_("Tax included") if view.is_inclusive_tax else _("Tax"), view.tax_total))
    if view.adjustment.minor:
        rows.append((view.adjustment_description or _("Adjustment"), view.adjustment))
    if view.withheld.minor:
        rows.append((_("Withholding tax"), -view.withheld))
    return [[label, formats.money(amount)] for label, amount in rows]


def _texts(paper: Paper, language: str) -> list[list[str]]:
    view, style = paper.view, paper.style
    if paper.slip:
        return [[_("Notes"), paper.slip.notes]] if paper.slip.notes else []
    bank = paper.profile.remit_to_address if paper.kind.purpose == "sale" and paper.kind.settling == "due" else ""
    advance = _("Nothing is supplied yet. Consumption tax stands on the invoice that follows the supply.")
    parts = (
        (_("About consumption tax"), advance if paper.kind.is_plain and paper.profile.is_japanese else ""),
        (_("Please pay to"), bank),
        (style.text(language, "notes_label", _("Notes")), view.notes),
        (style.text(language, "terms_label", _("Terms and conditions")), view.terms),
    )
    return [[label, text] for label, text in parts if text]
