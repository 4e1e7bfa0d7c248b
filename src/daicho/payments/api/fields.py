"""From what clients send to what commands take."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound
from daicho.payments.api.schemas import RefundInput
from daicho.payments.core.amounts import bad, minor_amount
from daicho.payments.core.fields import PaymentFields, RefundFields, UseFields
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PaymentKind
from daicho.payments.queries.settled_records import settled_records
from daicho.platform.wire.schema import WireInput

_NAMES = {
    "payment_number": "number",
    "date": "date",
    "payment_mode": "mode",
    "amount": "amount",
    "bank_charges": "fees",
    "exchange_rate": "exchange_rate",
    "location_id": "location_id",
    "retainerinvoice_id": "retainer_id",
    "reference_number": "reference",
    "description": "description",
    "custom_fields": "custom_fields",
}
_REFUND_NAMES = {
    "date": "date",
    "refund_mode": "mode",
    "amount": "amount",
    "exchange_rate": "exchange_rate",
    "reference_number": "reference",
    "description": "description",
}
_EMPTIES = frozenset({"location_id"})


def payment_fields(kind: PaymentKind, body: WireInput) -> PaymentFields:
    """Return what the client really gave."""
    sent, names = body.model_dump(exclude_unset=True), kind.names
    fields = _taken(sent, {**_NAMES, names.contact_id: "contact_id", names.account_id: "account_id"})
    given = sent.get(names.uses)
    if given is None and sent.get(names.target_id):
        given = [sent]
    if given is not None:
        fields["uses"] = [_use(use, names.target_id) for use in given]
    return fields  # type: ignore[return-value]


def payment_part(sent: Mapping[str, Any]) -> PaymentFields:
    """Return one of the payments that come with a new invoice."""
    names = {"payment_mode": "mode", "amount": "amount", "account_id": "account_id"}
    return _taken(dict(sent), names)  # type: ignore[return-value]


def _use(use: dict[str, Any], target: str) -> UseFields:
    amount, withheld = (use.get(name) or Decimal(0) for name in ("amount_applied", "tax_amount_withheld"))
    return {"target_id": use[target], "amount": amount, "withheld": withheld}


def refund_fields(body: RefundInput) -> RefundFields:
    """Return what the client really gave."""
    sent = body.model_dump(exclude_unset=True)
    fields = _taken(sent, _REFUND_NAMES)
    account_id = body.from_account_id or body.to_account_id or body.account_id
    if account_id:
        fields["account_id"] = account_id
    return fields  # type: ignore[return-value]


def _taken(sent: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {
        names[name]: value for name, value in sent.items() if name in names and (value is not None or name in _EMPTIES)
    }


def minor_parts(ctx: Ctx, ref: Ref, given: Sequence[tuple[str, Ref, Decimal]]) -> dict[Ref, int]:
    """Return what is given as (its name on the wire, record, amount) in minor units of the currency of `ref`.

    Raises NotFound, InvalidInput with every wrong amount at once.
    """
    record = settled_records(ctx, refs=[ref]).get(ref)
    if record is None:
        raise NotFound(DOCUMENTS[ref[0]].words.does_not_exist)
    amounts: dict[Ref, int] = {}
    errors = []
    for name, part, amount in given:
        minor = minor_amount(amount, record.terms.currency)
        if not minor:
            errors.append(bad(name))
        else:
            amounts[part] = amounts.get(part, 0) + minor
    if errors:
        raise InvalidInput(errors)
    return amounts
