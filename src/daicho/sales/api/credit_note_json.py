"""Credit notes as exact JSON; every documented key is always there."""

from collections.abc import Mapping, Sequence

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.api.additions import added_json
from daicho.documents.api.serializers import address_json, document_json, line_json, row_json
from daicho.documents.queries._views import DocumentRow, DocumentView, LineView
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import id_text, moment_text, money_number
from daicho.sales.api.kit_json import kit_json, kits_of, place_json
from daicho.sales.core.kit import KitLine, Part
from daicho.sales.kinds import CREDIT_NOTE
from daicho.sales.queries.credited_lines import credited_lines
from daicho.sales.queries.kits_on_lines import PartView, kits_on_lines

_EMPTY = ("vat_reg_no", "cfdi_usage", "cfdi_reference_type", "avatax_use_code", "avatax_exempt_no", "tax_id")
_LINE_EMPTY = (
    "avatax_use_code",
    "avatax_tax_code",
    "code",
    "type",
    "project_name",
    "combo_type",
)
_LINE_LISTS = ("storages", "mapped_items")


def credit_note_json(ctx: Ctx, document_id: int) -> dict[str, Json]:
    """Return a credit note as create, update and get answer it."""
    view = document_view(ctx, kind=CREDIT_NOTE, document_id=document_id)
    persons = contact_card(ctx, contact_id=view.contact_id).persons
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    told = [person for person in persons if person.person_id in view.person_ids]
    credited = credited_lines(ctx, line_ids=[_source(line.extra) for line in view.lines])
    noted = kits_of(view)
    kits = kits_on_lines(
        ctx, lines=[*noted, *(KitLine(line.origin_id, line.kit_id) for line in noted if line.origin_id)]
    )
    first = next(iter(credited.values()), None)
    return {
        **document_json(ctx, CREDIT_NOTE, view, currencies=currencies, persons=told),
        **dict.fromkeys(_EMPTY, ""),
        "email": next((person.email for person in told or persons if person.email), ""),
        "salesperson_id": id_text(view.salesperson_id),
        "salesperson_name": view.salesperson_name,
        "shipping_address": address_json(view.shipping_address),
        "updated_time": moment_text(view.modified_at, ctx.time_zone),
        "balance": money_number(view.balance),
        "invoice_id": id_text(first.invoice_id if first else None),
        "invoice_number": first.number if first else "",
        "line_items": [
            {
                **line_json(ctx, CREDIT_NOTE, view, line),
                **dict.fromkeys(_LINE_EMPTY, ""),
                **{name: [] for name in _LINE_LISTS},
                **_kit(view, line, kits),
                "is_item_shipped": False,
                "salesreturn_item_id": id_text(_return_line(line.extra)),
                "is_returned_to_stock": not line.extra["is_credit_only"],
                "invoice_item_id": id_text(_source(line.extra) or None),
                "invoice_id": id_text(
                    credited[_source(line.extra)].invoice_id if _source(line.extra) in credited else None
                ),
            }
            for line in view.lines
        ],
        **added_json(ctx, CREDIT_NOTE, view),
    }


def _kit(view: DocumentView, line: LineView, kits: Mapping[int, Sequence[PartView]]) -> dict[str, Json]:
    """Return the components of a kit, each with the line of the invoice's kit that it takes back."""
    invoiced = {found.part.item_id: found.part.line_id for found in kits.get(_source(line.extra), ())}

    def own(part: Part) -> Mapping[str, Json]:
        return {"invoice_item_id": id_text(invoiced.get(part.item_id) or None)}

    same: dict[str, Json] = {
        **place_json(line.location_id or view.location_id, line.location_name or view.location_name),
        "salesreturn_item_id": id_text(_return_line(line.extra)),
    }
    return kit_json(line.combo_type, kits.get(line.line_id, ()), line.quantity.micro, own, same)


def credit_note_row_json(ctx: Ctx, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return a credit note in a list."""
    return {**row_json(ctx, CREDIT_NOTE, row, currencies), "balance": money_number(row.balance)}


def _return_line(extra: Mapping[str, object]) -> int | None:
    line_id = extra["return_line_id"]
    return line_id if isinstance(line_id, int) else None


def _source(extra: Mapping[str, object]) -> int:
    line_id = extra["source_line_id"]
    return line_id if isinstance(line_id, int) else 0
