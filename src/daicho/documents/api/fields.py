"""From what a client sends to the fields of a command."""

from typing import Any

from daicho.contacts.core.terms import terms_from_days, terms_from_label
from daicho.documents.api.schemas import DocumentInput, Sent
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.templates import template_by_id
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.stock.api.batches_schema import BatchInput, named_batches

_SAME = (
    "date", "exchange_rate", "is_inclusive_tax", "discount", "is_discount_before_tax", "shipping_charge", "adjustment",
    "adjustment_description", "withholding", "notes", "terms", "billing_address_id", "shipping_address_id",
    "billing_address", "shipping_address", "custom_fields", "salesperson_id", "salesperson_name", "delivery_method_id",
    "delivery_method", "attention", "delivery_customer_id", "location_id",
)  # fmt: skip
_RENAMED = {
    "reference_number": "reference",
    "shipping_charge_tax_id": "shipping_tax_id",
    "ship_via": "delivery_method",
    "salesorder_id": "source_id",
    "delivery_address": "shipping_address",
}
_MAY_BE_NONE = frozenset(
    {"due", "shipping_tax_id", "salesperson_id", "delivery_method_id", "delivery_customer_id", "location_id"}
)
_LINE = {
    "line_item_id": "line_id",
    "item_order": "position",
    "item_custom_fields": "custom_fields",
    "purchase_rate": "rate",
    "salesorder_item_id": "source_line_id",
    "invoice_item_id": "source_line_id",
    "purchaseorder_item_id": "source_line_id",
    "bill_item_id": "source_line_id",
    "salesreturn_item_id": "return_line_id",
}
_LINE_MAY_BE_NONE = frozenset({"item_id", "tax_id", "account_id", "location_id"})


def document_fields(ctx: Ctx, kind: Kind, body: DocumentInput) -> DocumentFields:
    """Return the fields that the body sets. Raises InvalidInput for a currency or template that is none."""
    sent: Sent = body.model_dump(exclude_unset=True)
    names = {**{name: name for name in _SAME}, **_RENAMED}
    names |= {kind.names.number: "number", kind.names.contact_id: "contact_id", kind.names.due: "due"}
    found: dict[str, Any] = {names[name]: value for name, value in sent.items() if name in names}
    fields = {name: value for name, value in found.items() if value is not None or name in _MAY_BE_NONE}
    if not fields.get("number", "x"):
        del fields["number"]
    if sent.get("discount_type"):
        fields["discount_type"] = sent["discount_type"]
    if "contact_persons" in sent or "contact_persons_associated" in sent:
        associated = [person["contact_person_id"] for person in sent.get("contact_persons_associated") or []]
        fields["person_ids"] = list(dict.fromkeys([*(sent.get("contact_persons") or []), *associated]))
    if "line_items" in sent:
        fields["lines"] = [_line(line) for line in sent["line_items"] or []]
    fields |= _currency(ctx, sent) | _template(sent) | _defaults(sent) | _terms(sent)
    return fields  # type: ignore[return-value]


def _line(sent: Sent) -> LineFields:
    batches, serial_numbers = sent.pop("batches", None), sent.pop("serial_numbers", None)
    renamed = {_LINE.get(name, name): value for name, value in sent.items()}
    kept: Any = {name: value for name, value in renamed.items() if value is not None or name in _LINE_MAY_BE_NONE}
    if "is_returned_to_stock" in kept:
        kept["is_credit_only"] = not kept.pop("is_returned_to_stock")
    read = None if batches is None else [BatchInput.model_construct(**batch) for batch in batches]
    named = named_batches(read, serial_numbers)
    if named is not None:
        kept["batches"] = named
    line: LineFields = kept
    return line


def _currency(ctx: Ctx, sent: Sent) -> dict[str, str]:
    if sent.get("currency_id"):
        found = list_currencies(ctx, currency_id=sent["currency_id"])
        if not found:
            raise invalid("currency_id", _("Invalid value passed for %(field)s"), {"field": "currency_id"})
        return {"currency_code": found[0].code}
    return {"currency_code": sent["currency_code"].upper()} if sent.get("currency_code") else {}


def _template(sent: Sent) -> dict[str, str]:
    if not sent.get("template_id"):
        return {}
    template = template_by_id(sent["template_id"])
    if template is None:
        raise invalid("template_id", _("Invalid value passed for %(field)s"), {"field": "template_id"})
    return {"template": template.key}


def _terms(sent: Sent) -> dict[str, str]:
    """Payment terms: a number of days or one of the wire's special numbers, or in words where that is none."""
    label, days = sent.get("payment_terms_label") or "", sent.get("payment_terms")
    terms = terms_from_days(days) if days is not None else None
    terms = terms or (terms_from_label(label) if label else None)
    if terms is None and days is None:
        return {}
    if terms is None:
        raise invalid("payment_terms", _("Invalid value passed for %(field)s"), {"field": "payment_terms"})
    return {"payment_terms_code": terms.code, "payment_terms_label": label}


def _defaults(sent: Sent) -> dict[str, object]:
    """Notes and terms that are to be the default: "true", or the text itself."""
    fields: dict[str, object] = {}
    for name in ("notes", "terms"):
        text = sent.get(f"{name}_default", "")
        if text and text != "false":
            fields[f"is_default_{name}"] = True
            if text != "true" and name not in sent:
                fields[name] = text
    return fields
