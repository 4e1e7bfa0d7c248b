"""Journals as the wire has them."""

from collections.abc import Iterator, Mapping

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money, currency_decimals
from daicho.ledger.core.journal import TYPES
from daicho.ledger.queries.journal_detail import JournalLineView, JournalView
from daicho.ledger.queries.list_journals import JournalRow
from daicho.organizations.core.currencies import CurrencyView
from daicho.platform.comments import CommentView
from daicho.platform.custom_fields import CustomValue, wire_custom_field_hash, wire_custom_fields
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number


def journal_json(
    ctx: Ctx, view: JournalView, currencies: Mapping[str, CurrencyView], custom: list[CustomValue]
) -> dict[str, Json]:
    """Return a journal with all its fields; those of other countries have no value."""
    currency = currencies[view.total.currency]
    return {
        "journal_id": id_text(view.journal_id),
        "entry_number": view.number,
        "reference_number": view.reference,
        "notes": view.notes,
        "currency_id": id_text(currency.currency_id),
        "currency_code": currency.code,
        "currency_symbol": currency.symbol,
        "exchange_rate": micro_number(view.rate.micro),
        "journal_date": day_text(view.day),
        "journal_type": TYPES[view.journal_type],
        "vat_treatment": "",
        "product_type": "",
        "include_in_vat_return": False,
        "is_bas_adjustment": False,
        "is_inclusive_tax": view.is_inclusive_tax,
        "line_items": [_line_json(line, view) for line in view.lines],
        "location_id": "",
        "location_name": "",
        "line_item_total": money_number(view.line_total),
        "total": money_number(view.total),
        "bcy_total": money_number(view.base_total),
        "price_precision": currency_decimals(currency.code),
        "taxes": list(_taxes_json(view)),
        "status": view.state,
        "reversed_journal_id": id_text(view.reversal_of_id),
        "reversal_journal_id": id_text(view.reversed_by_id),
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
        "custom_fields": wire_custom_fields(custom),
        "custom_field_hash": wire_custom_field_hash(custom),
    }


def _line_json(line: JournalLineView, view: JournalView) -> dict[str, Json]:
    return {
        "line_id": id_text(line.line_id),
        "account_id": id_text(line.account_id),
        "account_name": line.account_name,
        "customer_id": id_text(line.contact_id),
        "customer_name": line.contact_name,
        "description": line.description,
        "debit_or_credit": "debit" if line.amount.own > 0 else "credit",
        "amount": money_number(Money(abs(line.amount.own), view.total.currency)),
        "bcy_amount": money_number(Money(abs(line.amount.base), view.base_total.currency)),
        "tax_id": id_text(line.tax_id),
        "tax_name": line.tax_name,
        "tax_type": _tax_type(line),
        "tax_percentage": str(micro_number(line.tax_percentage_micro)) if line.tax_id else "",
        "tax_direction": line.tax_direction or "",
        **dict.fromkeys(
            (
                "tax_exemption_id", "tax_exemption_type", "tax_exemption_code", "tax_authority_id",
                "tax_authority_name", "acquisition_vat_id", "acquisition_vat_name", "acquisition_vat_percentage",
                "acquisition_vat_amount", "reverse_charge_vat_id", "reverse_charge_vat_name",
                "reverse_charge_vat_percentage", "reverse_charge_vat_amount", "location_id", "location_name",
                "project_id", "project_name",
            ),
            "",
        ),
        "tags": [],
    }  # fmt: skip


def _tax_type(line: JournalLineView) -> str:
    if not line.tax_id:
        return ""
    return "tax" if [share.tax_id for share in line.taxes] == [line.tax_id] else "tax_group"


def _taxes_json(view: JournalView) -> Iterator[dict[str, Json]]:
    """Yield each tax of the journal by name and side; `tax_account` tells whether an account of its own holds it."""
    for tax in view.taxes:
        yield {
            "tax_name": tax.name,
            "tax_amount": money_number(Money(abs(tax.amount), view.total.currency)),
            "debit_or_credit": tax.side.value,
            "tax_account": tax.has_account,
        }


def journal_row_json(ctx: Ctx, row: JournalRow, currency_ids: Mapping[str, int]) -> dict[str, Json]:
    """Return a journal in a list."""
    return {
        "journal_id": id_text(row.journal_id),
        "journal_date": day_text(row.day),
        "entry_number": row.number,
        "reference_number": row.reference,
        "currency_id": id_text(currency_ids.get(row.total.currency)),
        "currency_code": row.total.currency,
        "exchange_rate": micro_number(row.rate.micro),
        "notes": row.notes,
        "journal_type": TYPES[row.journal_type],
        "entity_type": "journal",
        "status": row.state,
        "total": money_number(row.total),
        "bcy_total": money_number(row.base_total),
        "custom_field": "",
        "created_time": moment_text(row.created_at, ctx.time_zone),
        "last_modified_time": moment_text(row.modified_at, ctx.time_zone),
    }


def comment_json(ctx: Ctx, view: CommentView) -> dict[str, Json]:
    """Return a note about a journal."""
    return {
        "comment_id": id_text(view.comment_id),
        "description": view.description,
        "commented_by_id": id_text(view.author_id),
        "commented_by": view.author_name,
        "comment_type": "internal",
        "date": moment_text(view.created_at, ctx.time_zone)[:10],
        "operation_type": "Added" if view.created_at == view.modified_at else "Edited",
    }
