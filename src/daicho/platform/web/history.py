"""The history of a record, read from its audit rows."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from django.utils.translation import gettext, gettext_noop

from daicho.kernel.context import Ctx
from daicho.platform.models import AuditRecord
from daicho.platform.web.format import Formats

LENGTH = 50
# Past participles as `unit.record` notes them.
ACTIONS = (
    gettext_noop("created"),
    gettext_noop("updated"),
    gettext_noop("deleted"),
    gettext_noop("imported"),
    gettext_noop("cloned"),
    gettext_noop("merged"),
    gettext_noop("activated"),
    gettext_noop("deactivated"),
    gettext_noop("submitted"),
    gettext_noop("approved"),
    gettext_noop("approved level"),
    gettext_noop("rejected"),
    gettext_noop("confirmed"),
    gettext_noop("issued"),
    gettext_noop("sent"),
    gettext_noop("voided"),
    gettext_noop("cancelled"),
    gettext_noop("closed"),
    gettext_noop("reopened"),
    gettext_noop("commented"),
    gettext_noop("comment changed"),
    gettext_noop("comment deleted"),
    gettext_noop("attached"),
    gettext_noop("detached"),
    gettext_noop("attachments changed"),
    gettext_noop("applied"),
    gettext_noop("released"),
    gettext_noop("refunded"),
    gettext_noop("refund updated"),
    gettext_noop("refund deleted"),
    gettext_noop("opened"),
    gettext_noop("adjusted"),
    gettext_noop("carried out"),
    gettext_noop("sent off"),
    gettext_noop("received"),
    gettext_noop("made draft"),
    gettext_noop("marked as billed"),
    gettext_noop("joined"),
    gettext_noop("left"),
    gettext_noop("invited"),
    gettext_noop("accepted"),
    gettext_noop("enabled"),
    gettext_noop("disabled"),
    gettext_noop("labelled"),
    gettext_noop("published"),
    gettext_noop("written"),
    gettext_noop("reversed"),
    gettext_noop("locked"),
    gettext_noop("unlocked"),
    gettext_noop("partly opened"),
    gettext_noop("closed again"),
    gettext_noop("set up"),
    gettext_noop("deletion requested"),
    gettext_noop("deletion taken back"),
    gettext_noop("authorized"),
    gettext_noop("balances rebuilt"),
    gettext_noop("cost pools rebuilt"),
    gettext_noop("stock totals rebuilt"),
    gettext_noop("clone asked for"),
    gettext_noop("clone failed"),
    gettext_noop("connected"),
    gettext_noop("declined"),
    gettext_noop("default chosen"),
    gettext_noop("erased"),
    gettext_noop("failed"),
    gettext_noop("given landed cost"),
    gettext_noop("items cancelled"),
    gettext_noop("items reopened"),
    gettext_noop("receive deleted"),
    gettext_noop("revoked"),
    gettext_noop("second factor removed"),
    gettext_noop("shipped"),
    gettext_noop("unshipped"),
    gettext_noop("delivered"),
    gettext_noop("undelivered"),
    gettext_noop("signed out"),
    gettext_noop("undone"),
    gettext_noop("shared"),
    gettext_noop("link closed"),
    gettext_noop("viewed"),
)
FIELDS = {
    "account_id": gettext_noop("Account"),
    "amount_minor": gettext_noop("Amount"),
    "approval_level": gettext_noop("Approval level"),
    "applied_minor": gettext_noop("Amount settled"),
    "billed_status": gettext_noop("Billed"),
    "contact_id": gettext_noop("Contact"),
    "credit_percentage": gettext_noop("Input tax credit (%)"),
    "currency_code": gettext_noop("Currency"),
    "delivery_customer_id": gettext_noop("Deliver to a customer"),
    "delivery_method_id": gettext_noop("Delivery method"),
    "discount_minor": gettext_noop("Discount"),
    "drawn_status": gettext_noop("Drawn"),
    "estimate_id": gettext_noop("Estimate"),
    "exchange_rate_micro": gettext_noop("Exchange rate"),
    "gain_minor": gettext_noop("Gain or loss"),
    "invoice_id": gettext_noop("Invoice"),
    "invoiced_micro": gettext_noop("Invoiced"),
    "invoiced_status": gettext_noop("Invoiced"),
    "is_discount_before_tax": gettext_noop("Discount before tax"),
    "is_inclusive_tax": gettext_noop("Prices include tax"),
    "is_received": gettext_noop("The goods came with this bill"),
    "is_sent_back": gettext_noop("Sent back with the credit"),
    "is_shipped": gettext_noop("The goods leave with this invoice"),
    "is_taxable": gettext_noop("Taxable"),
    "location_id": gettext_noop("Location"),
    "mode": gettext_noop("Payment mode"),
    "order_id": gettext_noop("Order"),
    "packed_micro": gettext_noop("Packed"),
    "packed_status": gettext_noop("Packed"),
    "payment_expected_on": gettext_noop("Payment expected"),
    "payment_reminder_enabled": gettext_noop("Payment reminders"),
    "rate_micro": gettext_noop("Exchange rate"),
    "received_status": gettext_noop("Received"),
    "reference": gettext_noop("Reference number"),
    "reference_invoice_id": gettext_noop("Invoice"),
    "refund_id": gettext_noop("Refund"),
    "retainer_id": gettext_noop("Retainer invoice"),
    "reversal_id": gettext_noop("Reversed by"),
    "sales_return_id": gettext_noop("Sales return"),
    "shipped_micro": gettext_noop("Shipped"),
    "shipped_status": gettext_noop("Shipped"),
    "shipping_minor": gettext_noop("Shipping charge"),
    "source_id": gettext_noop("Made from"),
    "target_id": gettext_noop("Applied to"),
}
"""What the audit trail keeps of records beside what their own pages name."""
_CHANNELS = {
    "api": gettext_noop("by API"),
    "job": gettext_noop("automatically"),
    "cli": gettext_noop("on the command line"),
    "link": gettext_noop("customer, by the share link"),
}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a record's history, ready to be shown. `fields` names what was changed."""

    actor: str
    action: str
    at: str
    channel: str = ""
    fields: str = ""


def record_history(
    ctx: Ctx, formats: Formats, entity: str, entity_id: int, labels: Mapping[str, object] | None = None
) -> list[HistoryEntry]:
    """Return the latest changes of a record, newest first. `labels` names fields, else FIELDS, else their own key."""
    rows = AuditRecord.objects.filter(organization_id=ctx.organization_id, entity=entity, entity_id=entity_id)
    columns = ("actor_name", "action", "at", "channel", "before", "after")
    return [
        HistoryEntry(
            actor=actor,
            action=action_text(action),
            at=formats.moment(at),
            channel=gettext(_CHANNELS[channel]) if channel in _CHANNELS else "",
            fields=changed_fields(before, after, labels or {}),
        )
        for actor, action, at, channel, before, after in rows.order_by("-sequence").values_list(*columns)[:LENGTH]
    ]


def action_text(action: str) -> str:
    """Return what was done, in the active language."""
    return gettext(action.replace("_", " "))


def changed_fields(before: str, after: str, labels: Mapping[str, object]) -> str:
    """Return the names of the values that differ between two canonical audit texts, "" unless both are given."""
    if not before or not after:
        return ""
    old, new = orjson.loads(before), orjson.loads(after)
    names = [name for name in new if old.get(name) != new[name] and not name.startswith("modified")]
    said = (
        str(labels[name]) if name in labels else gettext(FIELDS.get(name, name.replace("_", " ").capitalize()))
        for name in names
    )
    return ", ".join(dict.fromkeys(said))
