"""A document as it would be: what is shown while somebody types is what a command then writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from daicho.contacts.queries.contact_card import ContactCard
from daicho.documents.core.discount import discount_text, parse_discount
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.plain import plain_fields
from daicho.documents.core.rules import LINE_LIMIT, NO_LINES, TOTAL_IS_NEGATIVE
from daicho.documents.queries._draft_header import header_columns, header_errors, is_amount, location_errors, minor_of
from daicho.documents.queries._draft_lines import DraftLine, LineContext, draft_lines
from daicho.documents.queries._sources import Sources, read_sources
from daicho.documents.tax_rows import TaxRow, tax_text
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.measure import MICRO, Rate
from daicho.kernel.money import MINOR_LIMIT, Money, convert
from daicho.kernel.rounding import Rounding
from daicho.kernel.text import noop as _
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.currencies import exchange_rate
from daicho.taxes.core.engine import NO_DISCOUNT, Document, Result, compute


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as it stands: its header row, and its lines as fields by id."""

    header: Any
    lines: Mapping[int, LineFields]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document ready to be written. `result` has one entry per line, in their order."""

    day: date
    columns: Mapping[str, object]
    lines: Sequence[DraftLine]
    result: Result
    contact: ContactCard
    profile: OrganizationProfile
    errors: Sequence[FieldError] = ()


def draft_document(
    ctx: Ctx, *, kind: Kind, fields: DocumentFields, stored: Stored | None = None, lenient: bool = False
) -> Draft:
    """Return the document that `fields` make, of nothing or of the `stored` one.

    Raises InvalidInput with every field error at once, RuleBroken (4016) for no lines; `lenient` leaves incomplete
    lines out and reports the errors in the draft instead.
    """
    if kind.is_plain:
        fields = plain_fields(fields)
    header = stored.header if stored else None
    day: date = fields.get("date") or (header.date if header else ctx.today)
    given = _given_lines(fields, stored)
    contact_id = fields.get("contact_id") or (header.contact_id if header else 0)
    merged = _merged(fields, header)
    sources = read_sources(ctx, kind, contact_id, merged, given, lenient=lenient)
    currency = _currency(fields, header, sources)
    errors = list(header_errors(kind, merged, sources, currency))
    if not sources.contact.is_active and not (header and header.contact_id == contact_id):
        parameters = {"name": sources.contact.name}
        errors.append(FieldError(kind.names.contact_id, _("The contact %(name)s is inactive."), parameters))
    errors += location_errors(merged, header, sources)
    rate_micro = MICRO if errors else _rate_micro(ctx, fields, header, currency, sources.profile, day)
    kept = stored.lines if stored else {}
    lines, line_errors = draft_lines(given, LineContext(kind, sources, currency, rate_micro, day, kept))
    errors += line_errors
    if errors and not lenient:
        raise InvalidInput(errors)
    if len(given) > LINE_LIMIT:
        raise RuleBroken(NO_LINES, _("A document may have %(limit)s lines."), {"limit": LINE_LIMIT})
    if not lines and not lenient:
        raise RuleBroken(NO_LINES, _("A document needs at least one line."))
    facts = _facts(merged, sources, lines, currency, day)
    result = compute(facts)
    if not lenient:
        _check(result, currency)
        if kind.is_plain and not result.total:
            raise InvalidInput([missing("line_items[0].rate")])
    columns = {
        **header_columns(kind, fields, header, sources, day),
        **_amount_columns(merged, facts, result, rate_micro, sources.profile.base_currency),
        "date": day,
        "discount_type": _discount_type(merged, lines),
    }
    return Draft(day, columns, lines, result, sources.contact, sources.profile, errors)


def _given_lines(fields: DocumentFields, stored: Stored | None) -> Sequence[LineFields]:
    """Return the lines in their order; an existing one keeps what is not given, unless its item changes."""
    kept = stored.lines if stored else {}
    if "lines" not in fields:
        return list(kept.values())
    lines: list[LineFields] = []
    for line in fields["lines"]:
        before = kept.get(line.get("line_id") or 0, LineFields())
        same_item = line.get("item_id", before.get("item_id")) == before.get("item_id")
        lines.append({**before, **line} if same_item else {"batches": (), **line})
    return sorted(lines, key=lambda line: line.get("position", 0)) if _positions(lines) else lines


def _positions(lines: Sequence[LineFields]) -> bool:
    return all("position" in line for line in lines)


def _merged(fields: DocumentFields, header: Any) -> DocumentFields:
    """Return the given values that amounts follow from, over the stored ones."""
    if header is None:
        return fields
    kept = DocumentFields(
        location_id=header.location_id,
        discount=header.discount,
        discount_type=header.discount_type,
        is_discount_before_tax=header.is_discount_before_tax,
        is_inclusive_tax=header.is_inclusive_tax,
        shipping_charge=Money(header.shipping_minor, header.currency_code).value,
        shipping_tax_id=header.shipping_tax_id,
        adjustment=Money(header.adjustment_minor, header.currency_code).value,
        withholding=header.withholding,
    )
    if fields.get("discount"):
        kept["discount_type"] = "entity_level"
    return {**kept, **fields}


def _currency(fields: DocumentFields, header: Any, sources: Sources) -> str:
    same = header is not None and header.contact_id == sources.contact.contact_id
    return fields.get("currency_code") or (header.currency_code if same else sources.contact.currency_code)


def _rate_micro(
    ctx: Ctx, fields: DocumentFields, header: Any, currency: str, profile: OrganizationProfile, day: date
) -> int:
    if currency == profile.base_currency:
        return MICRO
    if fields.get("exchange_rate"):
        return Rate.of(fields["exchange_rate"]).micro
    if header is not None and header.currency_code == currency and header.date == day:
        kept: int = header.exchange_rate_micro
        return kept
    return exchange_rate(ctx, currency, day).micro


def _facts(fields: DocumentFields, sources: Sources, lines: Sequence[DraftLine], currency: str, day: date) -> Document:
    contact, profile = sources.contact, sources.profile
    price_mode = contact.price_mode or profile.price_mode
    shipping = fields.get("shipping_charge")
    adjustment = fields.get("adjustment")
    shipping_tax = sources.taxes.get(fields.get("shipping_tax_id") or 0)
    discount = parse_discount(fields.get("discount", ""), currency) or NO_DISCOUNT
    return Document(
        currency=currency,
        lines=[line.engine for line in lines],
        rounding=Rounding(contact.tax_rounding or profile.tax_rounding),
        inclusive=fields.get("is_inclusive_tax", price_mode == "tax_inclusive"),
        discount=NO_DISCOUNT if fields.get("discount_type") == "item_level" else discount,
        discount_after_tax=not fields.get("is_discount_before_tax", True),
        shipping=minor_of(shipping, currency) if shipping and is_amount(shipping, currency) else 0,
        shipping_tax=shipping_tax.applied(day) if shipping_tax else None,
        adjustment=minor_of(adjustment, currency) if adjustment and is_amount(adjustment, currency) else 0,
        withholding=fields.get("withholding", ""),
        day=day,
        tax_differences=fields.get("tax_differences", {}),
    )


def _discount_type(fields: DocumentFields, lines: Sequence[DraftLine]) -> str:
    by_line = any(line.columns["discount"] for line in lines) and not fields.get("discount")
    return fields.get("discount_type") or ("item_level" if by_line else "entity_level")


def _check(result: Result, currency: str) -> None:
    """Refuse totals that a document cannot carry."""
    amounts = [result.total, result.sub_total, *(line.gross for line in result.lines)]
    if max(abs(amount) for amount in amounts) > MINOR_LIMIT:
        raise InvalidInput([FieldError("line_items", _("The amounts are too large."))])
    if result.discount > max(result.sub_total, 0) or any(line.discount > abs(line.gross) for line in result.lines):
        raise InvalidInput([FieldError("discount", _("A discount cannot exceed the amount it is taken from."))])
    if result.total < 0:
        parameters = {"total": Money(result.total, currency).value}
        raise RuleBroken(TOTAL_IS_NEGATIVE, _("The total must not be negative (%(total)s)."), parameters)


def _amount_columns(
    fields: DocumentFields, facts: Document, result: Result, rate_micro: int, base_currency: str
) -> dict[str, object]:
    return {
        "currency_code": facts.currency,
        "exchange_rate_micro": rate_micro,
        "base_currency": base_currency,
        "is_inclusive_tax": facts.inclusive,
        "discount": discount_text(facts.discount, facts.currency),
        "is_discount_before_tax": not facts.discount_after_tax,
        "sub_total_minor": result.sub_total,
        "discount_minor": result.discount,
        "shipping_minor": facts.shipping,
        "shipping_tax_id": fields.get("shipping_tax_id") or None,
        "tax_minor": result.tax_total,
        "adjustment_minor": result.adjustment,
        "withholding": facts.withholding,
        "withheld_minor": result.withheld,
        "total_minor": result.total,
        "base_total_minor": convert(Money(result.total, facts.currency), rate_micro, base_currency).minor,
        "taxes": tax_text(
            TaxRow(tax.part.tax_id, tax.part.name, tax.part.percentage_micro, tax.taxable, tax.tax)
            for tax in result.taxes
        ),
    }
