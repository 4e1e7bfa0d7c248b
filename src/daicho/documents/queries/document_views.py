"""Documents of one kind, whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Subquery

from daicho.documents.core.address import Address
from daicho.documents.core.ids import ids_from
from daicho.documents.core.kind import LINE_ENTITY, Kind
from daicho.documents.core.paper_style import style_from
from daicho.documents.core.state import State
from daicho.documents.models import DocumentPreference
from daicho.documents.queries._views import DocumentView, LineView, Original, Reader
from daicho.documents.tax_rows import tax_rows
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money
from daicho.organizations.queries.approval_levels import approval_levels
from daicho.platform.attachments import AttachmentView, attachments_of_many
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.stock.queries.batches_of_lines import batches_of_lines

_SAME = (
    "number", "reference", "contact_id", "location_id", "date", "due", "substatus", "state_reason", "currency_code",
    "is_inclusive_tax", "discount", "discount_type", "is_discount_before_tax", "shipping_tax_id",
    "adjustment_description", "withholding", "payment_terms_code", "payment_terms_label", "delivery_method_id",
    "attention", "notes", "terms", "template", "is_emailed", "submitted_by_id", "approved_by_id", "created_by_id",
    "created_at", "modified_at",
)  # fmt: skip
_MONEY = {
    "sub_total": "sub_total_minor",
    "discount_amount": "discount_minor",
    "shipping_charge": "shipping_minor",
    "tax_total": "tax_minor",
    "adjustment": "adjustment_minor",
    "withheld": "withheld_minor",
    "total": "total_minor",
}
_READER = {
    "name": "contact__name",
    "company_name": "contact__company_name",
    "sub_type": "contact__sub_type",
    "language_code": "contact__language_code",
    "tax_unit": "contact__tax_unit",
}
_LINE = (
    "position",
    "item_id",
    "account_id",
    "location_id",
    "tax_id",
    "tax_name",
    "name",
    "description",
    "unit",
    "discount",
)
_JOINED = {
    "item_name": "item__name",
    "sku": "item__sku",
    "item_type": "item__item_type",
    "product_type": "item__product_type",
    "combo_type": "item__combo_type",
    "tracking": "item__tracking",
    "account_name": "account__name",
    "location_name": "location__name",
    "tax_type": "tax__tax_type",
    "tax_category": "tax__category",
}


def document_views(
    ctx: Ctx, *, kind: Kind, document_ids: Collection[int], with_files: bool = True, with_custom: bool = True
) -> dict[int, DocumentView]:
    """Return id → document with its lines and, where asked for, custom fields and attachments; five statements at most.

    One or two more tell how far those are approved that were submitted. Lines carry their custom fields where both are
    asked for: pages do not show them. One more reads the batches that lines name, where items are kept so. Ids that are
    none are left out.
    """
    joined = [*_READER.values(), "delivery_method__name", "location__name"]
    if "salesperson_id" in kind.extra:
        joined.append("salesperson__name")
    joined.extend(_original_columns(_about(kind)))
    columns = [field.attname for field in kind.header._meta.concrete_fields]
    preference = DocumentPreference.objects.filter(kind=kind.entity)
    rows = kind.header.objects.filter(id__in=document_ids).annotate(paper=Subquery(preference.values("paper")[:1]))
    found = list(rows.values("paper", *columns, *joined))
    if not found:
        return {}
    currencies = {row["id"]: row["currency_code"] for row in found}
    lines = _lines(ctx, kind, currencies, with_custom=with_custom and with_files)
    custom = custom_values(ctx, entity=kind.entity, entity_ids=list(currencies)) if with_custom else {}
    files = attachments_of_many(ctx, entity=kind.entity, entity_ids=currencies) if with_files else {}
    submitted = [row["id"] for row in found if row["submitted_by_id"]]
    approvals = approval_levels(ctx, entity=kind.entity, entity_ids=submitted) if submitted else {}
    return {
        row["id"]: replace(
            _view(kind, row, lines[row["id"]], custom.get(row["id"], ()), files.get(row["id"], ())),
            approvals=approvals.get(row["id"], ()),
        )
        for row in found
    }


def _view(
    kind: Kind,
    row: dict[str, Any],
    lines: Sequence[LineView],
    custom: Sequence[CustomValue],
    files: Sequence[AttachmentView],
) -> DocumentView:
    currency, base = row["currency_code"], row["base_currency"]
    amounts: dict[str, Any] = {name: Money(row[column], currency) for name, column in _MONEY.items()}
    return DocumentView(
        document_id=row["id"],
        contact=Reader(**{name: row[path] for name, path in _READER.items()}),
        state=State(row["state"]),
        style=style_from(row["paper"] or {}),
        base_currency=base,
        exchange_rate=Rate(row["exchange_rate_micro"]),
        base_total=Money(row["base_total_minor"], base),
        applied=Money(row.get("applied_minor", 0), currency),
        taxes=tax_rows(row["taxes"]),
        viewed_at=row.get("viewed_at"),
        about=_original(row, _about(kind)),
        salesperson_id=row.get("salesperson_id"),
        salesperson_name=row.get("salesperson__name") or "",
        delivery_method=row["delivery_method__name"] or "",
        location_name=row["location__name"] or "",
        billing_address=Address(**row["billing_address"]),
        shipping_address=Address(**row["shipping_address"]),
        person_ids=ids_from(row["person_ids"]),
        extra={name: row[name] for name in kind.extra},
        marks={name: row[name] for name in kind.marks},
        lines=lines,
        custom=custom,
        attachments=files,
        **amounts,
        **{name: row[name] for name in _SAME},
    )


def _lines(ctx: Ctx, kind: Kind, currencies: Mapping[int, str], *, with_custom: bool) -> dict[int, list[LineView]]:
    """Return document id → its lines; `currencies` are those of the documents."""
    taken_back = "source_line__document" if kind.source and kind.settling == "credit" else ""
    rows = kind.line.objects.filter(document_id__in=currencies).order_by("document_id", "position", "id")
    amounts = ("quantity_micro", "rate_micro", "discount_minor", "amount_minor", "tax_minor", "tax_percentage_micro")
    joined = (*_JOINED.values(), *_original_columns(taken_back))
    columns = ("id", "document_id", *_LINE, *joined, *amounts, *kind.line_extra)
    found: list[dict[str, Any]] = list(rows.values(*columns))
    custom = custom_values(ctx, entity=LINE_ENTITY, entity_ids=[row["id"] for row in found] if with_custom else [])
    has_batches = [row["id"] for row in found if row["item__tracking"]] if kind.books else []
    batches = batches_of_lines(ctx, line_ids=has_batches)
    lines: dict[int, list[LineView]] = {document_id: [] for document_id in currencies}
    for row in found:
        currency = currencies[row["document_id"]]
        lines[row["document_id"]].append(
            LineView(
                line_id=row["id"],
                tax_percentage=Rate(row["tax_percentage_micro"]),
                quantity=Quantity(row["quantity_micro"]),
                rate=Rate(row["rate_micro"]),
                discount_amount=Money(row["discount_minor"], currency),
                amount=Money(row["amount_minor"], currency),
                tax_amount=Money(row["tax_minor"], currency),
                extra={name: row[name] for name in kind.line_extra},
                custom=custom.get(row["id"], ()),
                original=_original(row, taken_back),
                batches=batches.get(row["id"], ()),
                **_joined(row),
            )
        )
    return lines


def _joined(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _LINE} | {name: row[path] or "" for name, path in _JOINED.items()}


def _about(kind: Kind) -> str:
    return "reference_invoice" if "reference_invoice_id" in kind.extra else ""


def _original_columns(path: str) -> list[str]:
    return [f"{path}__date", f"{path}__number"] if path else []


def _original(row: dict[str, Any], path: str) -> Original | None:
    day, number = (row[column] for column in _original_columns(path)) if path else (None, "")
    return Original(day, number) if day else None
