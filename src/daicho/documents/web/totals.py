"""What the server says while somebody types: amounts of lines, totals, and what an item fills into its line."""

from collections.abc import Mapping

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from daicho.catalog.queries.item_choices import item_choices
from daicho.catalog.queries.stock_with_kits import stock_with_kits
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.queries.draft_document import Draft, draft_document
from daicho.documents.web.batches import add_batches
from daicho.documents.web.edit import line_names
from daicho.documents.web.face import WebFace
from daicho.documents.web.filling import filled_from_item
from daicho.documents.web.forms import DocumentForm, Offered
from daicho.documents.web.lines import LineForm, Names
from daicho.kernel.context import Ctx
from daicho.kernel.errors import DaichoError
from daicho.kernel.measure import Quantity
from daicho.kernel.money import Money
from daicho.platform.text import sentence
from daicho.platform.web.fields import Option
from daicho.platform.web.format import Formats
from daicho.platform.web.page import PageRequest
from daicho.platform.web.render import render_page
from daicho.platform.web.rows import new_key, sent_ids

_KEY_LENGTH = 19


def totals_page(request: PageRequest, face: WebFace) -> HttpResponse:
    """Answer with the totals of what was typed so far, and the amount of each line (out of band)."""
    form, fields = _typed(request.ctx, face, request.POST)
    filled = [row for row in form.rows if not row.is_blank and row.is_valid()]
    fields["lines"] = [_without_id(row.given()) for row in filled]
    context: dict[str, object] = {"amounts": [], "totals": [], "errors": []}
    try:
        draft = draft_document(request.ctx, kind=face.kind, fields=fields, lenient=True)
    except DaichoError as error:
        context["errors"] = [sentence(error)]
    else:
        keys = [] if face.kind.is_plain else [row.key for row in form.rows]  # plain lines have no amount of their own
        context |= _shown(request, draft, [row.key for row in filled], keys)
    return render_page(request, "documents/_totals.html", context)


def line_page(request: PageRequest, face: WebFace) -> HttpResponse:
    """Answer with an empty row, or (POST with `key`) with the row filled from its chosen item."""
    ctx = request.ctx
    key = request.POST.get("key", "")
    if request.method != "POST" or not (key.isalnum() and key.isascii() and len(key) <= _KEY_LENGTH):
        row = LineForm(ctx, face, new_key(), line_names(ctx, None), initial={"quantity": 1})
        return render_page(request, "documents/_line.html", {"row": row, "face": face})
    data = request.POST.copy()
    data.setlist("line", [key])
    form, fields = _typed(ctx, face, data)
    (row,) = form.rows
    values = _filled(ctx, face, row, fields)
    names = line_names(ctx, data)
    if values.get("account_id"):
        data[f"line-{key}-account_id"] = str(values["account_id"])
        names = line_names(ctx, data)
    filled = LineForm(ctx, face, key, names, initial=values)
    add_batches(request, face, [filled], data.get("location_id"))
    return render_page(request, "documents/_line.html", {"row": filled, "face": face, "is_filled": True})


def item_options(ctx: Ctx, face: WebFace, text: str, query: Mapping[str, str]) -> list[Option]:
    """Return items for the search of a line: by name in either kana, SKU, part number or barcode."""
    del query
    found = item_choices(ctx, text=text, purpose=face.kind.purpose)
    return [Option(card.item_id, card.name, card.sku) for card in found]


def _typed(ctx: Ctx, face: WebFace, data: QueryDict) -> tuple[DocumentForm, DocumentFields]:
    taxes = [(str(tax_id), "") for tax_id in sent_ids(data, "tax_id")]  # which exist is the draft's affair
    offered = Offered(Names(taxes=taxes), {}, (), (), (), (), {"date": ctx.today})
    form = DocumentForm(ctx, face, offered, data)
    form.is_valid()
    return form, form.typed()


def _filled(ctx: Ctx, face: WebFace, row: LineForm, fields: DocumentFields) -> dict[str, object]:
    """Return what the row's item says, keeping the quantity that was typed."""
    row.is_valid()
    item_id, quantity = row.cleaned_data.get("item_id"), row.cleaned_data.get("quantity") or 1
    if not item_id:
        return {"quantity": quantity}
    return {**filled_from_item(ctx, face, fields, item_id), "quantity": quantity}


def _without_id(line: LineFields) -> LineFields:
    line.pop("line_id", None)
    return line


def _shown(request: PageRequest, draft: Draft, filled: list[str], keys: list[str]) -> dict[str, object]:
    formats, currency = request.formats, str(draft.columns["currency_code"])
    amounts = dict.fromkeys(keys, "")
    stock = dict.fromkeys(keys, "")
    items = {line.item.item_id: line.item for line in draft.lines if line.item}
    kits = {item_id for item_id, item in items.items() if item.combo_type == "kit"}
    counted = kits | {item_id for item_id, item in items.items() if item.is_tracked}
    figures = stock_with_kits(request.ctx, item_ids=counted, kits=kits) if counted else {}
    for line, result in zip(draft.lines, draft.result.lines, strict=True):
        key = filled[line.index]
        amounts[key] = formats.money(Money(result.amount, currency))
        if line.item and line.item.item_id in counted:
            available = figures[line.item.item_id].figures.available_for_sale
            stock[key] = _("Available: %(quantity)s") % {"quantity": formats.quantity(Quantity(available))}
    return {
        "amounts": [(key, amounts[key], stock[key]) for key in keys],
        "totals": _totals(formats, draft, currency),
        "total": formats.money(Money(draft.result.total, currency)),
        "errors": [sentence(error) for error in draft.errors[:3] if not error.field.startswith("line_items")],
    }


def _totals(formats: Formats, draft: Draft, currency: str) -> list[tuple[str, str]]:
    result, inclusive = draft.result, bool(draft.columns["is_inclusive_tax"])

    def money(minor: int) -> str:
        return formats.money(Money(minor, currency))

    rows = [(_("Subtotal (tax included)") if inclusive else _("Subtotal"), money(result.sub_total))]
    if result.discount:
        rows.append((_("Discount"), money(-result.discount)))
    if result.shipping.gross:
        rows.append((_("Shipping charge"), money(result.shipping.gross)))
    for tax in result.taxes:
        label = _("of which %(tax)s") if inclusive else "%(tax)s"
        rows.append((label % {"tax": tax.part.name}, money(tax.tax)))
    if result.adjustment:
        rows.append((_("Adjustment"), money(result.adjustment)))
    if result.withheld:
        rows.append((_("Withholding tax"), money(-result.withheld)))
    return rows
