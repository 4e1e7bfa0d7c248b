"""What documents tell of payments and credits on the wire (config/wiring.py, DOCUMENT_JSON)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from daicho.documents.api.additions import JsonAddition
from daicho.documents.core.kind import Kind
from daicho.documents.queries._views import DocumentRow, DocumentView
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.payments.api.fields import payment_part
from daicho.payments.api.serializers import bill_payment_json, credited_json, paid_json, refund_json, target_json
from daicho.payments.commands.pay_at_once import pay_at_once
from daicho.payments.kinds import CUSTOMER_PAYMENT, DOCUMENTS, PAYMENT_KINDS, SIDES, gives
from daicho.payments.queries._views import UseView
from daicho.payments.queries.last_retainer_payments import last_retainer_payments
from daicho.payments.queries.list_refunds import list_refunds
from daicho.payments.queries.retainer_payments import retainer_payments
from daicho.payments.queries.settlements import settlements
from daicho.payments.queries.settlements_of_many import settlements_of_many
from daicho.payments.queries.unused_credits import UnusedCredits, unused_credits
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, money_number


@dataclass(frozen=True, slots=True)
class _Settled:
    """What settles one invoice or bill."""

    currency: str
    payments: Sequence[UseView] = field(default_factory=list)
    credits: Sequence[UseView] = field(default_factory=list)

    @classmethod
    def of(cls, currency: str, uses: Sequence[UseView]) -> "_Settled":
        """Sort the uses by what they are taken from."""
        return cls(
            currency,
            [use for use in uses if use.source.ref[0] in PAYMENT_KINDS],
            [use for use in uses if use.source.ref[0] not in PAYMENT_KINDS],
        )

    @property
    def paid(self) -> Json:
        """The sum of the payments, without the tax that was kept back."""
        return self._sum([use.amount for use in self.payments])

    @property
    def credited(self) -> Json:
        """The sum of the credits."""
        return self._sum([use.amount for use in self.credits])

    @property
    def last_payment(self) -> str:
        """The day of the last payment, "" without one."""
        return day_text(max((use.day for use in self.payments), default=None))

    def _sum(self, amounts: Sequence[Money]) -> Json:
        return money_number(sum(amounts, Money(0, self.currency)))


def _one(ctx: Ctx, kind: Kind, view: DocumentView) -> Mapping[str, Json]:
    if kind is CUSTOMER_PAYMENT.retainer:
        return _retainer(ctx, view)
    if kind.entity not in DOCUMENTS:
        return {}
    uses = settlements(ctx, ref=(kind.entity, view.document_id)) if view.applied.minor else []
    if gives(kind.entity):
        return _credit(ctx, kind, view, uses)
    settled = _Settled.of(view.currency_code, uses)
    withheld = sum((use.withheld for use in uses), view.withheld)
    unused = _unused(ctx, [view.contact_id], kind).get(view.contact_id)
    own = _OF_ONE[kind.entity](settled)
    return {**own, "payment_made": settled.paid, "tax_amount_withheld": money_number(withheld)} | _unused_json(
        kind, view.currency_code, unused
    )


def _retainer(ctx: Ctx, view: DocumentView) -> dict[str, Json]:
    """Return what was paid of a retainer invoice, and what of that was applied to invoices."""
    payments = retainer_payments(ctx, retainer_ids=[view.document_id] if view.applied.minor else [])
    drawn = [use.amount for payment in payments for use in payment.uses]
    return {
        "payment_made": money_number(view.applied),
        "payment_drawn": money_number(sum(drawn, Money(0, view.currency_code))),
        "last_payment_date": day_text(payments[-1].day if payments else None),
    }


def _invoice(settled: _Settled) -> dict[str, Json]:
    return {
        "payments": [paid_json(use, "invoice") for use in settled.payments],
        "credits": [credited_json(use) for use in settled.credits],
        "credits_applied": settled.credited,
        "last_payment_date": settled.last_payment,
    }


def _bill(settled: _Settled) -> dict[str, Json]:
    return {
        "payments": [bill_payment_json(use) for use in settled.payments],
        "vendor_credits": [
            {
                "vendor_credit_id": id_text(use.source.ref[1]),
                "vendor_credit_bill_id": id_text(use.use_id),
                "vendor_credit_number": use.source.number,
                "date": day_text(use.day),
                "amount": money_number(use.amount),
            }
            for use in settled.credits
        ],
        "vendor_credits_applied": settled.credited,
    }


_OF_ONE: Mapping[str, Callable[[_Settled], dict[str, Json]]] = {"invoice": _invoice, "bill": _bill}


def _credit(ctx: Ctx, kind: Kind, view: DocumentView, uses: Sequence[UseView]) -> dict[str, Json]:
    """Return what became of a credit: what it settled, and what was given back of it."""
    rows = list_refunds(ctx, source_kind=kind.entity, source_id=view.document_id).rows if view.applied.minor else []
    name = "creditnote" if kind.entity == "creditnote" else "vendor_credit"
    targets = [target_json(use) for use in uses]
    nothing = Money(0, view.currency_code)
    own: dict[str, Json] = (
        {"invoices": targets, "invoices_credited": targets} if name == "creditnote" else {"bills_credited": targets}
    )
    return {
        **own,
        f"{name}_refunds": [
            {
                **refund_json(row, name, f"{name}_refund_id"),
                "filed_in_vat_return_id": "",
                "filed_in_vat_return_name": "",
                "filed_in_vat_return_type": "",
            }
            for row in rows
        ],
        "total_credits_used": money_number(sum((use.amount for use in uses), nothing)),
        "total_refunded_amount": money_number(sum((row.amount for row in rows), nothing)),
    }


def _rows(ctx: Ctx, kind: Kind, rows: Sequence[DocumentRow]) -> Mapping[int, Mapping[str, Json]]:
    """Return what is applied to listed invoices and bills; Inventory's description has the whole of it for bills."""
    if kind is CUSTOMER_PAYMENT.retainer:
        last = last_retainer_payments(ctx, retainer_ids=[row.document_id for row in rows if row.applied.minor])
        return {row.document_id: {"last_payment_date": day_text(last.get(row.document_id))} for row in rows}
    if kind.entity not in DOCUMENTS or gives(kind.entity):
        return {}
    refs = [(kind.entity, row.document_id) for row in rows if row.applied.minor]
    uses = settlements_of_many(ctx, targets=refs)
    whole = kind.entity == "bill" and ctx.application == "inventory"
    unused = _unused(ctx, {row.contact_id for row in rows}, kind) if whole else {}
    found: dict[int, dict[str, Json]] = {}
    for row in rows:
        settled = _Settled.of(row.currency_code, uses.get((kind.entity, row.document_id), []))
        keys: dict[str, Json] = {"payment_made": settled.paid}
        if kind.entity == "invoice":
            keys |= {"credits_applied": settled.credited, "last_payment_date": settled.last_payment}
        else:
            keys["vendor_credits_applied"] = settled.credited
        if whole:
            keys |= _bill(settled) | _unused_json(kind, row.currency_code, unused.get(row.contact_id))
        found[row.document_id] = keys
    return found


def _unused(ctx: Ctx, contact_ids: "Sequence[int] | set[int]", kind: Kind) -> dict[int, UnusedCredits]:
    """Return contact → what is unused with it on the side of `kind`."""
    found = unused_credits(ctx, contact_ids=contact_ids)
    side = SIDES[kind.entity].contact_type
    return {contact_id: amounts for (name, contact_id), amounts in found.items() if name == side}


def _unused_json(kind: Kind, currency: str, unused: UnusedCredits | None) -> dict[str, Json]:
    minor = unused.payments.own + unused.credits.own if unused else 0
    name = "receivable" if kind.entity == "invoice" else "payable"
    return {f"unused_credits_{name}_amount": money_number(Money(minor, currency))}


def _made(ctx: Ctx, kind: Kind, document_id: int, sent: Mapping[str, Any]) -> None:
    """Record the payments that come with a new invoice (`batch_payments`), which is sent by that."""
    if kind.entity == "invoice" and sent.get("batch_payments"):
        pay_at_once(ctx, invoice_id=document_id, payments=[payment_part(part) for part in sent["batch_payments"]])


SETTLED = JsonAddition(one=_one, rows=_rows, made=_made)
