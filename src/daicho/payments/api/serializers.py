"""Payments, applications and refunds as exact JSON; every documented key is always there."""

from collections.abc import Mapping

from daicho.contacts.api.serializers import address_json
from daicho.contacts.queries.contact_card import contact_card
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money, currency_decimals
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.organizations.core.currencies import CURRENCIES
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.payments.queries._views import PaymentView, RefundView, UseView
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number

_NO_CHECK = {"check_id": "", "check_number": "", "check_status": "", "memo": "", "amount_in_words": ""}
_NOT_PRINTED: Mapping[str, Json] = {
    "is_paid_via_print_check": False, "is_ach_payment": False, "ach_payment_status": "", "ach_gw_transaction_id": "",
}  # fmt: skip


def payment_json(ctx: Ctx, view: PaymentView, refunds: list[RefundView]) -> dict[str, Json]:
    """Return one payment, of either kind."""
    currency_id = next((known.currency_id for known in list_currencies(ctx) if known.code == view.currency_code), None)
    own = _vendor_json(ctx, view, refunds) if view.kind.side < 0 else _customer_json(ctx, view, refunds)
    return {
        **payment_row_json(ctx, view),
        "currency_id": id_text(currency_id),
        "currency_code": view.currency_code,
        "currency_symbol": CURRENCIES[view.currency_code].symbol,
        "exchange_rate": micro_number(view.exchange_rate.micro),
        "amount_refunded": money_number(view.refunded),
        "tax_amount_withheld": money_number(view.withheld),
        **_tax_account(ctx, view),
        "custom_fields": [{**row, "custom_field_id": row["customfield_id"]} for row in wire_custom_fields(view.custom)],
        "custom_field_hash": wire_custom_field_hash(view.custom),
        "comments": [],
        "documents": [],
        "imported_transactions": [],
        view.kind.names.uses: [_use_json(view, use) for use in view.uses],
        **own,
    }


def _customer_json(ctx: Ctx, view: PaymentView, refunds: list[RefundView]) -> dict[str, Json]:
    return {
        "bank_charges": money_number(view.fees),
        "status": "success",
        "last_four_digits": "",
        "email": contact_card(ctx, contact_id=view.contact_id).email,
        "payment_refunds": [refund_json(refund, "payment", "payment_refund_id") for refund in refunds],
    }


def _tax_account(ctx: Ctx, view: PaymentView) -> dict[str, Json]:
    """Return the account of the tax that was kept back, empty where there is none."""
    if not view.withheld.minor:
        return {"tax_account_id": "", "tax_account_name": ""}
    account_id = system_accounts(ctx, keys=[view.kind.withheld])[view.kind.withheld]
    (account,) = account_choices(ctx, account_ids=(account_id,))
    return {"tax_account_id": id_text(account_id), "tax_account_name": account.name}


def _vendor_json(ctx: Ctx, view: PaymentView, refunds: list[RefundView]) -> dict[str, Json]:
    return {
        "paid_through_account_type": view.account_type,
        "check_details": _NO_CHECK,
        "billing_address": address_json(contact_card(ctx, contact_id=view.contact_id).billing_address),
        "vendorpayment_refunds": [
            refund_json(refund, "vendorpayment", "vendorpayment_refund_id") for refund in refunds
        ],
    }  # fmt: skip


def payment_row_json(ctx: Ctx, view: PaymentView) -> dict[str, Json]:
    """Return what lists carry; custom fields lie flat in it as well."""
    names, numbers = view.kind.names, ", ".join(use.target.number for use in view.uses)
    account = {names.account_id: id_text(view.account_id), names.account_id[:-2] + "name": view.account_name}
    own: dict[str, Json] = (
        {"invoice_number": numbers, "invoice_numbers": numbers}
        if view.kind.side > 0
        else {"bill_numbers": numbers, "check_details": [_NO_CHECK], "has_attachment": False, **_NOT_PRINTED}
    )
    return {
        "payment_id": id_text(view.payment_id),
        "payment_number": view.number,
        names.contact_id: id_text(view.contact_id),
        names.contact_name: view.contact_name,
        "date": day_text(view.day),
        "payment_mode": view.mode,
        "payment_form": view.mode,
        "amount": money_number(view.amount),
        "bcy_amount": money_number(view.base_amount),
        "unused_amount": money_number(view.unused),
        "balance": money_number(view.unused),
        "bcy_balance": money_number(view.base_unused),
        "currency_code": view.currency_code,
        "exchange_rate": micro_number(view.exchange_rate.micro),
        "reference_number": view.reference,
        "description": view.description,
        "location_id": id_text(view.location_id),
        "location_name": view.location_name,
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
        **account,
        **own,
        **wire_custom_field_hash(view.custom),
    }


def _use_json(view: PaymentView, use: UseView) -> dict[str, Json]:
    kind, target = view.kind, use.target
    name = kind.target.entity
    currency = target.terms.currency
    total, balance = (money_number(Money(amount, currency)) for amount in (target.total.own, target.left))
    return {
        f"{name}_payment_id": id_text(use.use_id),
        f"{name}_id": id_text(target.ref[1]),
        f"{name}_number": target.number,
        "date": day_text(target.day),
        "due_date": day_text(target.due),
        "applied_date": day_text(use.day),
        f"{name}_amount": total,
        "total": total,
        "amount_applied": money_number(use.amount),
        "tax_amount_withheld": money_number(use.withheld),
        "balance_amount": balance,
        "balance": balance,
        "price_precision": currency_decimals(currency),
    }


def paid_json(use: UseView, name: str) -> dict[str, Json]:
    """Return a payment as the list of a document's payments has it; `name`: "invoice", "bill"."""
    side = "customer" if name == "invoice" else "vendor"
    return {
        "payment_id": id_text(use.source.ref[1]),
        "payment_number": use.source.number,
        f"{name}_id": id_text(use.target.ref[1]),
        f"{name}_payment_id": id_text(use.use_id),
        f"{side}_id": id_text(use.source.contact_id),
        f"{side}_name": use.source.contact_name,
        "payment_mode": use.mode,
        "description": use.description,
        "date": day_text(use.day),
        "reference_number": use.reference,
        "exchange_rate": micro_number(use.source.terms.rate_micro),
        "amount": money_number(use.amount),
        "tax_amount_withheld": money_number(use.withheld),
        "paid_through": use.account_name,
        "online_transaction_id": "",
        f"is_single_{name}_payment": use.is_single,
    }


def bill_payment_json(use: UseView) -> dict[str, Json]:
    """Return a payment as the bill that it settles has it."""
    return {
        **paid_json(use, "bill"),
        **_NOT_PRINTED,
        "paid_through_account_id": id_text(use.source.account_id or None),
        "paid_through_account_name": use.account_name,
        "check_details": [_NO_CHECK],
        "filed_in_vat_return_id": "",
        "filed_in_vat_return_name": "",
        "filed_in_vat_return_type": "",
    }


def credited_json(use: UseView) -> dict[str, Json]:
    """Return a credit note as the list of an invoice's credits has it."""
    return {
        "creditnote_id": id_text(use.source.ref[1]),
        "creditnotes_invoice_id": id_text(use.use_id),
        "creditnotes_number": use.source.number,
        "credited_date": day_text(use.day),
        "amount_applied": money_number(use.amount),
    }


def target_json(use: UseView) -> dict[str, Json]:
    """Return an invoice or bill as the list of what a credit settles has it."""
    source, target = use.source.ref[0], use.target.ref[0]
    source_name = "creditnote" if source == "creditnote" else "vendor_credit"
    return {
        f"{source_name}_id": id_text(use.source.ref[1]),
        f"{source_name}_number": use.source.number,
        f"{target}_id": id_text(use.target.ref[1]),
        f"{target}_number": use.target.number,
        f"{source_name}_{target}_id": id_text(use.use_id),
        "date": day_text(use.day),
        "credited_amount": money_number(use.amount),
        "amount": money_number(use.amount),
    }


def refund_json(view: RefundView, source: str, id_name: str) -> dict[str, Json]:
    """Return a refund; `source` names what it is given out of ("payment", "creditnote"), `id_name` the refund's id."""
    return {
        id_name: id_text(view.refund_id),
        f"{source}_id": id_text(view.source.ref[1]),
        f"{source}_number": view.source.number,
        "customer_name": view.contact_name,
        "date": day_text(view.day),
        "refund_mode": view.mode,
        "payment_form": view.mode,
        "reference_number": view.reference,
        "description": view.description,
        "amount": money_number(view.amount),
        "amount_fcy": money_number(view.amount),
        "amount_bcy": money_number(view.base_amount),
        "exchange_rate": micro_number(view.exchange_rate.micro),
        "account_id": id_text(view.account_id),
        "account_name": view.account_name,
        "from_account_id": id_text(view.account_id),
        "to_account_id": id_text(view.account_id),
        "to_account_name": view.account_name,
        "imported_transactions": [],
    }
