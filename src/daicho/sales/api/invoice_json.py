"""Invoices as exact JSON; every documented key is always there."""

from collections.abc import Mapping, Sequence
from datetime import date

from daicho.contacts.core.terms import terms_from_code
from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.api.additions import added_json
from daicho.documents.api.serializers import address_json, document_json, line_json, row_json, viewed_json
from daicho.documents.queries._views import DocumentRow
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.list_documents import list_documents
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.listing import Criteria
from daicho.platform.web.format import Formats
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, money_number
from daicho.sales.api.kit_json import kit_json, kits_of, place_json
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.queries.invoice_facts import invoice_facts
from daicho.sales.queries.kits_on_lines import kits_on_lines
from daicho.sales.queries.listed_invoices import listed_invoices
from daicho.sales.queries.related_documents import related_documents

_EMPTY = (
    "cfdi_usage", "cfdi_reference_type", "vat_reg_no",
    "recurring_invoice_id", "invoice_url",
    "tax_authority_id", "tax_exemption_id", "avatax_use_code", "avatax_exempt_no", "tax_id",
)  # fmt: skip
_LINE_EMPTY = ("project_name", "expense_id", "expense_receipt_name", "header_name", "header_id", "combo_type",
               "bill_id", "bill_item_id")  # fmt: skip
_LINE_LISTS = ("time_entry_ids", "mapped_items", "storages")


def invoice_json(ctx: Ctx, document_id: int) -> dict[str, Json]:
    """Return an invoice as create, update and get answer it."""
    view = document_view(ctx, kind=INVOICE, document_id=document_id)
    persons = contact_card(ctx, contact_id=view.contact_id).persons if view.person_ids else ()
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    kits = kits_on_lines(ctx, lines=kits_of(view))
    facts = invoice_facts(ctx, invoice_id=document_id)
    related = related_documents(ctx, kind="invoice", document_id=document_id)
    orders = [other for other in related if other.kind == "salesorder"]
    lost = Money(facts.written_off_minor, view.currency_code)
    terms = terms_from_code(view.payment_terms_code)
    told = [person for person in persons if person.person_id in view.person_ids]
    return {
        **document_json(ctx, INVOICE, view, currencies=currencies, persons=told),
        **dict.fromkeys(_EMPTY, ""),
        **_reference(ctx, view.extra["reference_invoice_id"]),
        "payment_expected_date": day_text(facts.expected_on),
        "estimate_id": _id(view.extra["estimate_id"]),
        "salesperson_id": id_text(view.salesperson_id),
        "salesperson_name": view.salesperson_name,
        "shipping_address": address_json(view.shipping_address),
        "payment_terms": terms.wire_days if terms else 0,
        "payment_terms_label": view.payment_terms_label,
        "balance": money_number(view.balance),
        "write_off_amount": money_number(lost),
        "is_shipped": facts.is_shipped,
        "payment_reminder_enabled": facts.reminds,
        "reminders_sent": facts.reminders_sent,
        "last_reminder_sent_date": day_text(facts.last_reminded_on),
        **viewed_json(ctx, view),
        "has_attachment": bool(view.attachments),
        "ach_payment_initiated": False,
        "allow_partial_payments": False,
        "payment_options": {"payment_gateways": []},
        "salesorder_id": id_text(orders[0].document_id if orders else None),
        "salesorder_number": orders[0].number if orders else "",
        "salesorders": _orders(ctx, [order.document_id for order in orders]),
        "line_items": [
            {
                **line_json(ctx, INVOICE, view, line),
                **dict.fromkeys(_LINE_EMPTY, ""),
                **{name: [] for name in _LINE_LISTS},
                "item_name": line.name,
                **kit_json(
                    line.combo_type,
                    kits.get(line.line_id, ()),
                    line.quantity.micro,
                    same=place_json(line.location_id or view.location_id, line.location_name or view.location_name),
                ),
                "salesorder_item_id": _id(line.extra["source_line_id"]),
            }
            for line in view.lines
        ],
        **added_json(ctx, INVOICE, view),
    }


def _orders(ctx: Ctx, order_ids: Sequence[int]) -> list[Json]:
    """Return the sales orders that an invoice has lines of, in one statement."""
    if not order_ids:
        return []
    formats = Formats.of(ctx, organization_profile(ctx).date_format)
    rows = list_documents(ctx, kind=SALES_ORDER, criteria=Criteria(), ids=order_ids, with_parts=False).rows
    return [
        {
            "salesorder_id": id_text(row.document_id),
            "salesorder_number": row.number,
            "reference_number": row.reference,
            "crm_custom_reference_id": "",
            "salesorder_order_status": row.status,
            "total": money_number(row.total),
            "total_formatted": formats.money(row.total),
            "sub_total": money_number(row.sub_total),
            "sub_total_formatted": formats.money(row.sub_total),
            "date": day_text(row.date),
            "shipment_date": day_text(row.due),
        }
        for row in rows
    ]


def _reference(ctx: Ctx, reference_id: object) -> dict[str, Json]:
    """Return whether an invoice is a debit note, and about which one."""
    found = reference_json(ctx, [reference_id]) if isinstance(reference_id, int) else {}
    return {
        "type": "debit_note" if found else "invoice",
        "reference_invoice_id": _id(reference_id),
        "reference_invoice": next(iter(found.values()), {}),
    }


def reference_json(ctx: Ctx, invoice_ids: Sequence[int]) -> dict[int, dict[str, Json]]:
    """Return invoice → what debit notes about it tell of it, in one statement."""
    if not invoice_ids:
        return {}
    rows = list_documents(ctx, kind=INVOICE, criteria=Criteria(), ids=invoice_ids, with_parts=False).rows
    return {
        row.document_id: {
            "reference_invoice_id": id_text(row.document_id),
            "reference_invoice_number": row.number,
            "reference_invoice_status": row.status,
            "reference_invoice_amount": money_number(row.total),
        }
        for row in rows
    }


def invoice_row_json(ctx: Ctx, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return an invoice in a list."""
    return {
        **row_json(ctx, INVOICE, row, currencies),
        "balance": money_number(row.balance),
        "due_days": _due_days(row.due, ctx.today) if row.balance.minor else "",
        "salesperson_name": row.salesperson_name,
        "quantity": micro_number(row.quantity.micro),
        **viewed_json(ctx, row),
        "ach_payment_initiated": False,
        "schedule_time": "",
        "documents": "",
    }


def invoice_rows_json(ctx: Ctx, rows: Sequence[DocumentRow]) -> Mapping[int, Mapping[str, Json]]:
    """Return what rows of invoices tell besides: charges, what was written off, the salesperson."""
    facts = listed_invoices(ctx, invoice_ids=[row.document_id for row in rows])
    return {
        row.document_id: {
            "shipping_charge": money_number(Money(facts[row.document_id].shipping_minor, row.currency_code)),
            "adjustment": money_number(Money(facts[row.document_id].adjustment_minor, row.currency_code)),
            "write_off_amount": money_number(Money(facts[row.document_id].written_off_minor, row.currency_code)),
            "salesperson_id": id_text(facts[row.document_id].salesperson_id),
            "payment_expected_date": day_text(facts[row.document_id].expected_on),
            "reminders_sent": facts[row.document_id].reminders_sent,
            "last_reminder_sent_date": day_text(facts[row.document_id].last_reminded_on),
        }
        for row in rows
    }


def _due_days(due: date | None, today: date) -> str:
    if due is None:
        return ""
    return str((due - today).days)


def _id(value: object) -> str:
    return id_text(value if isinstance(value, int) else None)
