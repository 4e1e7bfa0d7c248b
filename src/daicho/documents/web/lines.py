"""Lines inside the form of a document: any number of rows, each a small form (templates/documents/_line.html)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.discount import parse_discount
from daicho.documents.core.fields import LineFields
from daicho.documents.queries._views import LineView
from daicho.documents.web.face import WebFace
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.ledger.core.account_type import CONTROLLED
from daicho.platform.text import sentence
from daicho.platform.web.fields import CreateInPlace, ExactNumberField, RemoteChoiceField, as_id
from daicho.platform.web.forms import DaichoForm
from daicho.platform.web.rows import new_key, row_id, sent_keys
from daicho.stock.core.batches import NamedBatch
from daicho.stock.web.batch_fields import BatchFields, given_batches

_TEXTS = ("name", "description", "unit", "discount")
_VERSIONED = ("item_id", *_TEXTS, "quantity", "rate", "tax_id", "account_id", "batches")
BLANK_ROWS = 1


@dataclass(frozen=True, slots=True)
class Names:
    """Texts of what rows refer to, by id, read once for all rows; `taxes` are the choices of every row."""

    items: Mapping[int, str] = field(default_factory=dict)
    accounts: Mapping[int, str] = field(default_factory=dict)
    taxes: Sequence[tuple[str, str]] = ()


class LineForm(DaichoForm):
    """One line. `key` is the row's name in the form: the line's id, or a made-up one for a new line."""

    item_id = RemoteChoiceField(label=_("Item"), required=False, choices_page="", resolve=lambda _ctx, _value: "")
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"placeholder": _("or a name without an item")}),
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": _("Description")}),
    )
    quantity = ExactNumberField(label=_("Quantity"), required=False, places=6)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=50)
    rate = ExactNumberField(label=_("Unit price"), required=False, places=6)
    discount = forms.CharField(label=_("Discount"), required=False, max_length=40)
    tax_id = forms.ChoiceField(label=_("Tax"), required=False)
    account_id = RemoteChoiceField(label=_("Account"), required=False, choices_page="", resolve=lambda _ctx, _value: "")

    def __init__(self, ctx: Ctx, face: WebFace, key: str, names: Names, *args: Any, **kwargs: Any) -> None:
        self.key, self.face, self.amount = key, face, ""
        self.batches: BatchFields | None = None  # what is shown (web.batches)
        self.named: list[NamedBatch] | None = None
        super().__init__(ctx, *args, prefix=f"line-{key}", **kwargs)
        types = {"types": face.account_types} if face.account_types else {}
        fields: dict[str, Any] = dict(self.fields)
        item, account = fields["item_id"], fields["account_id"]
        item.choices_page, item.resolve = face.page("items"), lambda _ctx, value: names.items.get(value, "")
        item.create = CreateInPlace("item_create", "items.create", _("New item"))
        account.choices_page, account.query = "account_choices", {**types, "without": ",".join(CONTROLLED)}
        account.resolve = lambda _ctx, value: names.accounts.get(value, "")
        account.create = CreateInPlace("account_create", "accounts.create", _("New account"), types)
        item.bind(ctx)
        account.bind(ctx)
        fields["tax_id"].choices = [("", ""), *names.taxes]
        if face.kind.is_plain:
            fields["rate"].label = _("Amount")
        for row_field in fields.values():
            row_field.show_hidden_initial = (
                False  # a row that is filled from its item has changed, whatever it began as
            )

    @property
    def line_id(self) -> int | None:
        """The id of the line, None for a new one."""
        return row_id(self.key)

    @property
    def is_blank(self) -> bool:
        """Whether nothing that makes a line was entered."""
        if not self.is_bound:
            return not any(self.initial.get(name) for name in ("item_id", "name", "description"))
        entered = (self.data.get(self.add_prefix(name), "") for name in ("item_id", "name", "description"))
        return not any(value.strip() for value in entered)

    def clean_discount(self) -> str:
        """Refuse what is no discount; the currency's decimals are checked by the command."""
        text: str = self.cleaned_data["discount"].replace("％", "%").replace(",", "").strip()
        if parse_discount(text, "KWD") is None:
            raise forms.ValidationError(_("Enter an amount, or a percentage like 10%."))
        return text

    def clean(self) -> dict[str, Any]:
        """Read the batches below the line."""
        data: Any = self.data
        try:
            self.named = given_batches(data, str(self.prefix), self.cleaned_data.get("quantity"))
        except InvalidInput as error:
            for item in error.errors:
                self.add_error(None, sentence(item))
        return self.cleaned_data

    def given(self) -> LineFields:
        """Return what was entered in a row that is valid."""
        data = self.cleaned_data
        fields: dict[str, Any] = {name: data[name] for name in _TEXTS}
        fields["item_id"] = data["item_id"]
        fields["tax_id"] = as_id(data["tax_id"])
        fields["quantity"] = data["quantity"] if data["quantity"] is not None else Decimal(1)
        if data["rate"] is not None or data["item_id"] is None:
            fields["rate"] = data["rate"] or Decimal(0)
        if data["account_id"]:
            fields["account_id"] = data["account_id"]
        if self.line_id:
            fields["line_id"] = self.line_id
        if self.named is not None:
            fields["batches"] = self.named
        line: LineFields = fields  # type: ignore[assignment]
        return line


def lines_version(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return a text that tells whether lines are the same: `rows` hold their "key", and values by the form's names."""
    texts = [[row["key"], *(_plain(row.get(name)) for name in _VERSIONED)] for row in rows]
    return sha256(repr(texts).encode()).hexdigest()


def batches_text(batches: Iterable[tuple[str, int]]) -> str:
    """Return a text that tells whether the batches of a line are the same: (number, quantity) in any order."""
    return repr(sorted(batches)) if batches else ""


def _plain(value: object) -> str:
    if value in {None, ""}:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "\n".join(str(value).split())


def initial_of(line: LineView) -> dict[str, object]:
    """Return what the row of an existing line begins with."""
    return {
        "item_id": line.item_id,
        "name": line.name,
        "description": line.description,
        "quantity": line.quantity.value,
        "unit": line.unit,
        "rate": line.rate.value,
        "discount": line.discount,
        "tax_id": line.tax_id or "",
        "account_id": line.account_id,
        "batches": batches_text([(batch.number, batch.quantity) for batch in line.batches]),
    }


def line_rows(
    ctx: Ctx, face: WebFace, names: Names, data: QueryDict | None, initial: Sequence[tuple[str, Mapping[str, Any]]]
) -> Iterator[LineForm]:
    """Yield the rows of a form: those that were sent, else those of `initial` (key, values), and an empty one."""
    known = dict(initial)
    if data is not None:
        for key in sent_keys(data):
            yield LineForm(ctx, face, key, names, data, initial=known.get(key, {"quantity": Decimal(1)}))
        return
    for key, values in initial:
        yield LineForm(ctx, face, key, names, initial=values)
    for _number in range(BLANK_ROWS):
        yield LineForm(ctx, face, new_key(), names, initial={"quantity": Decimal(1)})
