"""The parts of a document's JSON that all kinds share; every documented key is always there."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext

from daicho.contacts.queries._views import PersonView
from daicho.documents.core.address import Address
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import late_name, open_name, wire_status
from daicho.documents.core.templates import ORIENTATION, PAGE_HEIGHT, PAGE_WIDTH, template_by_key
from daicho.documents.queries._views import DocumentRow, DocumentView, LineView, status_of
from daicho.documents.queries.list_documents import list_documents
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO
from daicho.kernel.money import Money, convert, currency_decimals
from daicho.kernel.rounding import Rounding, divide
from daicho.organizations.api.approvals import approvers_json
from daicho.organizations.core.currencies import CURRENCIES, CurrencyView
from daicho.platform.attachments import AttachmentView
from daicho.platform.comments import CommentView
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.listing import Criteria
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number
from daicho.stock.api.batches_schema import batches_json

_EMPTY = (
    "gst_no", "gst_treatment", "place_of_supply", "vat_treatment", "tax_treatment", "pricebook_id",
    "crm_owner_id", "crm_custom_reference_id",
)  # fmt: skip
_LINE_EMPTY = (
    "hsn_or_sac", "sat_item_key_code", "unitkey_code", "tds_tax_id", "tax_exemption_id", "tax_exemption_code",
    "tax_treatment_code", "project_id", "project_name", "image_name", "image_type", "image_id",
)  # fmt: skip


def document_json(
    ctx: Ctx,
    kind: Kind,
    view: DocumentView,
    *,
    currencies: Mapping[str, CurrencyView],
    persons: Sequence[PersonView] = (),
) -> dict[str, Json]:
    """Return what documents of every kind carry, without their lines."""
    names = kind.names
    return {
        names.id: id_text(view.document_id),
        names.number: view.number,
        names.contact_id: id_text(view.contact_id),
        names.contact_name: view.contact_name,
        names.due: day_text(view.due),
        "reference_number": view.reference,
        "location_id": id_text(view.location_id),
        "location_name": view.location_name,
        "date": day_text(view.date),
        **status_json(ctx, kind, view),
        **currency_json(view.currency_code, currencies),
        "exchange_rate": micro_number(view.exchange_rate.micro),
        **_amounts_json(ctx, kind, view),
        "taxes": taxes_json(view),
        "contact_persons": [id_text(person_id) for person_id in view.person_ids],
        "contact_persons_associated": [_person_json(person) for person in persons],
        "billing_address": address_json(view.billing_address),
        "notes": view.notes,
        "terms": view.terms,
        "custom_fields": wire_custom_fields(view.custom),
        "custom_field_hash": wire_custom_field_hash(view.custom),
        **_template_json(view),
        **_files_json(view.attachments),
        "is_emailed": view.is_emailed,
        "is_pre_gst": False,
        "is_reverse_charge_applied": False,
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
        "created_by_id": id_text(view.created_by_id),
        "submitted_by": id_text(view.submitted_by_id),
        "submitter_id": id_text(view.submitted_by_id),
        "approver_id": id_text(view.approved_by_id),
        "approvers": approvers_json(ctx, view.approvals),
        **dict.fromkeys(_EMPTY, ""),
    }


def taxes_json(view: DocumentView) -> list[dict[str, Json]]:
    """Return the taxes of a document per rate."""
    return [
        {
            "tax_id": id_text(tax.tax_id),
            "tax_name": tax.name,
            "tax_percentage": micro_number(tax.percentage_micro),
            "taxable_amount": money_number(Money(tax.taxable, view.currency_code)),
            "tax_amount": money_number(Money(tax.tax, view.currency_code)),
        }
        for tax in view.taxes
    ]


def marked_status(ctx: Ctx, kind: Kind, status: str, marks: Sequence[str]) -> str:
    """Return the status of an order with what was made of it, which the first of `marks` tells that says anything.

    As with payments, all of it ("invoiced") comes before "overdue", a part ("partially_invoiced") after.
    """
    mark = next((mark for mark in marks if mark), "")
    is_part = mark.startswith("partially_")
    open_ones = {open_name(kind.entity, ctx.application)} | (set() if is_part else {late_name(kind.entity)})
    return mark if mark and status in open_ones else status


def status_json(ctx: Ctx, kind: Kind, view: DocumentView | DocumentRow) -> dict[str, Json]:
    """Return how the application of the call reads the state; `order_status` is the same without "overdue"."""
    return {
        "status": status_of(ctx, kind, view),
        "order_status": wire_status(kind.entity, view.state, ctx.application),
    }


def viewed_json(ctx: Ctx, document: DocumentView | DocumentRow) -> dict[str, Json]:
    """Return whether and when the customer first saw a document by a link."""
    return {
        "is_viewed_by_client": document.viewed_at is not None,
        "client_viewed_time": moment_text(document.viewed_at, ctx.time_zone),
    }


def line_json(ctx: Ctx, kind: Kind, view: DocumentView, line: LineView) -> dict[str, Json]:
    """Return what lines of every kind carry. `item_total` is without tax, whatever the prices are."""
    net = line.amount - line.tax_amount if view.is_inclusive_tax else line.amount
    quantity = "in_quantity" if kind.brings_goods else "out_quantity"
    rate = divide(line.rate.micro * view.exchange_rate.micro, MICRO, Rounding.HALF_UP)
    return {
        "line_item_id": id_text(line.line_id),
        "item_id": id_text(line.item_id),
        "sku": line.sku,
        "name": line.name,
        "description": line.description,
        "item_order": line.position,
        "product_type": line.product_type,
        "item_type": line.item_type,
        "unit": line.unit,
        "quantity": micro_number(line.quantity.micro),
        "rate": micro_number(line.rate.micro),
        "bcy_rate": micro_number(rate),
        "discount": discount_json(ctx, kind, line.discount),
        "discount_amount": money_number(line.discount_amount),
        "account_id": id_text(line.account_id),
        "account_name": line.account_name,
        "location_id": id_text(line.location_id or view.location_id),
        "location_name": line.location_name or view.location_name,
        "tax_id": id_text(line.tax_id),
        "tax_name": line.tax_name,
        "tax_type": line.tax_type,
        "tax_percentage": micro_number(line.tax_percentage.micro),
        "item_tax": money_number(line.tax_amount),
        "item_total": money_number(net),
        "item_total_inclusive_of_tax": money_number(net + line.tax_amount),
        "is_taxable": line.tax_id is not None,
        "item_custom_fields": wire_custom_fields(line.custom),
        "tags": [],
        **(batches_json(line.batches, quantity=quantity) if kind.books else {}),
        **dict.fromkeys(_LINE_EMPTY, ""),
    }


def row_json(ctx: Ctx, kind: Kind, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return what list rows of every kind carry; custom fields lie flat in it as well."""
    names = kind.names
    return {
        names.id: id_text(row.document_id),
        names.number: row.number,
        names.contact_id: id_text(row.contact_id),
        names.contact_name: row.contact_name,
        names.due: day_text(row.due),
        "reference_number": row.reference,
        "date": day_text(row.date),
        "location_id": id_text(row.location_id),
        "location_name": row.location_name,
        **status_json(ctx, kind, row),
        **currency_json(row.currency_code, currencies),
        "exchange_rate": micro_number(row.exchange_rate.micro),
        "sub_total": money_number(row.sub_total),
        "total": money_number(row.total),
        "bcy_total": money_number(row.base_total),
        "is_emailed": row.is_emailed,
        "has_attachment": row.has_attachment,
        "created_time": moment_text(row.created_at, ctx.time_zone),
        "last_modified_time": moment_text(row.modified_at, ctx.time_zone),
        "custom_fields": wire_custom_fields(row.custom),
        **wire_custom_field_hash(row.custom),
    }


def made_json(ctx: Ctx, kind: Kind, document_ids: Sequence[int]) -> list[dict[str, Json]]:
    """Return the invoices or bills that were made of an order, in one statement."""
    if not document_ids:
        return []
    names = kind.names
    criteria = Criteria(sort="date", descending=False)
    return [
        {
            names.id: id_text(row.document_id),
            names.number: row.number,
            "reference_number": row.reference,
            "date": day_text(row.date),
            "due_date": day_text(row.due),
            "status": row.status,
            "total": money_number(row.total),
            "balance": money_number(row.balance),
        }
        for row in list_documents(ctx, kind=kind, criteria=criteria, ids=document_ids, with_parts=False).rows
    ]


def address_json(address: Address) -> dict[str, Json]:
    """Return an address of a document."""
    return {
        "attention": address.attention,
        "address": address.address,
        "street2": address.street2,
        "city": address.city,
        "state": address.state,
        "zip": address.zip,
        "country": address.country,
        "country_code": address.country_code,
        "phone": address.phone,
        "fax": address.fax,
    }


def comment_json(ctx: Ctx, kind: Kind, document_id: int, comment: CommentView) -> dict[str, Json]:
    """Return a note about a document."""
    return note_json(ctx, id_name=kind.names.id, entity=kind.entity, record_id=document_id, comment=comment)


def note_json(ctx: Ctx, *, id_name: str, entity: str, record_id: int, comment: CommentView) -> dict[str, Json]:
    """Return a note about any record, whose id is called `id_name` ("salesreturn_id")."""
    moment = moment_text(comment.created_at, ctx.time_zone)
    return {
        "comment_id": id_text(comment.comment_id),
        id_name: id_text(record_id),
        "description": comment.description,
        "commented_by_id": id_text(comment.author_id),
        "commented_by": comment.author_name,
        "comment_type": "internal",
        "date": moment[:10],
        "date_description": moment[:10],
        "time": moment[11:16],
        "operation_type": "Added" if comment.created_at == comment.modified_at else "Edited",
        "transaction_id": id_text(record_id),
        "transaction_type": entity,
    }


def currency_json(code: str, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return what a document tells of its currency."""
    known = currencies.get(code)
    return {
        "currency_id": id_text(known.currency_id if known else None),
        "currency_code": code,
        "currency_symbol": known.symbol if known else CURRENCIES[code].symbol,
        "price_precision": currency_decimals(code),
    }


def _amounts_json(ctx: Ctx, kind: Kind, view: DocumentView) -> dict[str, Json]:
    line_tax = sum(line.tax_amount.minor for line in view.lines) if view.is_inclusive_tax else 0
    sub_total = view.sub_total - Money(line_tax, view.currency_code)
    applied = view.sub_total
    return {
        "is_inclusive_tax": view.is_inclusive_tax,
        "discount": discount_json(ctx, kind, view.discount),
        "discount_type": view.discount_type,
        "discount_amount": money_number(view.discount_amount),
        "discount_applied_on_amount": money_number(applied),
        "is_discount_before_tax": view.is_discount_before_tax,
        "shipping_charge": money_number(view.shipping_charge),
        "shipping_charge_tax_id": id_text(view.shipping_tax_id),
        "adjustment": money_number(view.adjustment),
        "adjustment_description": view.adjustment_description,
        "withholding": view.withholding,
        "tax_amount_withheld": money_number(view.withheld),
        "sub_total": money_number(sub_total),
        "sub_total_inclusive_of_tax": money_number(
            view.sub_total if view.is_inclusive_tax else Money(0, view.currency_code)
        ),
        "tax_total": money_number(view.tax_total),
        "total": money_number(view.total),
        "bcy_total": money_number(convert(view.total, view.exchange_rate.micro, view.base_currency)),
        "total_quantity": micro_number(sum(line.quantity.micro for line in view.lines)),
    }


def discount_json(ctx: Ctx, kind: Kind, text: str) -> Json:
    """Return a discount: a percentage is a text, an amount (0: none) a number; on orders Books reads only texts."""
    if text.endswith("%") or (ctx.application == "books" and kind.entity in {"salesorder", "purchaseorder"}):
        return text
    return Decimal(text or 0)


def _person_json(person: PersonView) -> dict[str, Json]:
    return {
        "contact_person_id": id_text(person.person_id),
        "contact_person_name": f"{person.first_name} {person.last_name}".strip(),
        "first_name": person.first_name,
        "last_name": person.last_name,
        "contact_person_email": person.email,
        "phone": person.phone,
        "mobile": person.mobile,
        "communication_preference": {
            "is_email_enabled": bool(person.email),
            "is_sms_enabled": person.is_sms_enabled,
            "is_whatsapp_enabled": person.is_whatsapp_enabled,
        },
    }


def _template_json(view: DocumentView) -> dict[str, Json]:
    template = template_by_key(view.template)
    return {
        "template_id": template.template_id,
        "template_name": gettext(template.name),
        "template_type": template.key,
        "page_width": PAGE_WIDTH,
        "page_height": PAGE_HEIGHT,
        "orientation": ORIENTATION,
    }


def _files_json(files: Sequence[AttachmentView]) -> dict[str, Json]:
    return {
        "documents": [
            {
                "document_id": id_text(kept.attachment_id),
                "file_name": kept.name,
                "file_type": kept.name.rpartition(".")[2].lower(),
                "file_size": kept.size,
                "file_size_formatted": f"{-(-kept.size // 1024)} KB",
                "attachment_order": kept.position,
                "can_send_in_mail": kept.goes_with_mail,
            }
            for kept in files
        ],
        "attachment_name": files[0].name if files else "",
        "can_send_in_mail": any(kept.goes_with_mail for kept in files),
    }
