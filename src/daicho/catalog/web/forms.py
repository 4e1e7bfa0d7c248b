"""The form of an item."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.catalog.core.item import ACCOUNT_FIELDS, DIMENSION_UNITS, WEIGHT_UNITS, ItemFields, OpeningStockFields
from daicho.catalog.queries._item_views import ItemView
from daicho.catalog.web.words import NEGATIVE, PRODUCTS, TRACKED, VALUATIONS
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.kernel.measure import Rate
from daicho.kernel.rounding import unscaled
from daicho.ledger.core.account_type import ACCOUNT_TYPES
from daicho.ledger.queries.accounts import AccountChoice, account_choices
from daicho.platform.custom_fields import record_fields
from daicho.platform.custom_fields.references import reference_name
from daicho.platform.web.custom_fields import add_custom_fields, empty_fields, given_custom_values
from daicho.platform.web.fields import (
    CreateInPlace,
    ExactNumberField,
    Option,
    RemoteChoiceField,
    SearchChoiceField,
    grouped,
)
from daicho.platform.web.forms import DaichoForm, Section
from daicho.taxes.queries.exemptions import exemptions
from daicho.taxes.queries.taxes import tax_choices

_TEXTS = (
    "name", "kana", "sku", "unit", "category", "brand", "manufacturer", "upc", "ean", "isbn", "part_number",
    "description", "purchase_description", "inventory_valuation_method", "negative_stock", "dimension_unit",
    "weight_unit", "product_type", "tracking",
)  # fmt: skip
_SAME = ("is_taxable", "tax_id", "purchase_tax_id", "tax_exemption_id", "vendor_id", *ACCOUNT_FIELDS)
_NUMBERS = ("rate", "purchase_rate", "reorder_level", "length", "width", "height", "weight")
_KIND = ("can_be_sold", "can_be_purchased", "track_inventory")
_STOCK = ("initial_stock", "initial_stock_rate")
_SHOWN_AS = {"item_type": "track_inventory", "location_id": "initial_stock"}


def vendor_name(ctx: Ctx, contact_id: int) -> str:
    """Return the name of a contact, "" where there is none."""
    return reference_name(ctx, entity="contact", record_id=contact_id) or ""


def _text(label: Any, limit: int, list_name: str = "", **options: Any) -> forms.CharField:
    attrs = {"list": list_name} if list_name else {}
    return forms.CharField(
        label=label, required=False, max_length=limit, widget=forms.TextInput(attrs=attrs), **options
    )


def _number(label: Any) -> ExactNumberField:
    return ExactNumberField(label=label, required=False, minimum=0)


class ItemForm(DaichoForm):
    """An item. Fields are named as on the wire, so that errors find them."""

    product_type = forms.ChoiceField(label=_("Goods or service"), widget=forms.RadioSelect(), initial="goods")
    name = forms.CharField(
        label=_("Name"), max_length=255, widget=forms.TextInput(attrs={"autofocus": "", "autocomplete": "off"})
    )
    kana = _text(_("Reading"), 255, help_text=_("In kana: found by it, however it is typed."))
    sku = _text(_("SKU"), 100, help_text=_("Your own number; no other item has it."))
    unit = _text(_("Unit"), 50, "item-units")
    category = _text(_("Category"), 100, "item-category")
    brand = _text(_("Brand"), 100, "item-brand")
    manufacturer = _text(_("Manufacturer"), 100, "item-manufacturer")
    image = forms.FileField(
        label=_("Image"), required=False, widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/gif"})
    )
    can_be_sold = forms.BooleanField(label=_("We sell it"), required=False, initial=True)
    rate = _number(_("Selling price"))
    account_id = SearchChoiceField(label=_("Sales account"), required=False, coerce=int)
    tax_id = SearchChoiceField(label=_("Sales tax"), required=False, coerce=int)
    is_taxable = forms.BooleanField(label=_("Taxable"), required=False, initial=True)
    tax_exemption_id = SearchChoiceField(label=_("Tax exemption"), required=False, coerce=int)
    description = forms.CharField(
        label=_("Sales description"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    can_be_purchased = forms.BooleanField(label=_("We buy it"), required=False, initial=True)
    purchase_rate = _number(_("Purchase price"))
    purchase_account_id = SearchChoiceField(label=_("Purchase account"), required=False, coerce=int)
    purchase_tax_id = SearchChoiceField(label=_("Purchase tax"), required=False, coerce=int)
    vendor_id = RemoteChoiceField(
        label=_("Preferred vendor"),
        required=False,
        choices_page="contact_choices",
        resolve=vendor_name,
        query={"kind": "vendor"},
        create=CreateInPlace("contact_create", "contacts.create", _("New vendor"), {"contact_type": "vendor"}),
    )
    purchase_description = forms.CharField(
        label=_("Purchase description"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    track_inventory = forms.BooleanField(
        label=_("Track inventory for this item"),
        required=False,
        initial=True,
        help_text=_("Goods only. It is then sold and bought. Fixed once the item has transactions."),
    )
    inventory_account_id = SearchChoiceField(label=_("Inventory account"), required=False, coerce=int)
    inventory_valuation_method = forms.ChoiceField(
        label=_("Valuation"),
        choices=tuple(VALUATIONS.items()),
        required=False,
        help_text=_("A change counts from the first day of this fiscal year on, or of the next where it is locked."),
    )
    tracking = forms.ChoiceField(
        label=_("Batches and serial numbers"),
        choices=tuple(TRACKED.items()),
        required=False,
        help_text=_(
            "What is bought and sold then names them, and each has its own cost. Fixed once the item has transactions."
        ),
    )
    initial_stock = _number(_("Opening stock"))
    initial_stock_rate = _number(_("Opening stock rate per unit"))
    reorder_level = _number(_("Reorder point"))
    negative_stock = forms.ChoiceField(
        label=_("Selling more than there is"), choices=tuple(NEGATIVE.items()), required=False
    )
    ean = _text(_("EAN (JAN)"), 13)
    upc = _text(_("UPC"), 12)
    isbn = _text(_("ISBN"), 17)
    part_number = _text(_("Part number"), 100)
    length, width, height = _number(_("Length")), _number(_("Width")), _number(_("Height"))
    dimension_unit = forms.ChoiceField(
        label=_("Unit of length"), required=False, choices=[(unit, unit) for unit in ("", *DIMENSION_UNITS)]
    )
    weight = _number(_("Weight"))
    weight_unit = forms.ChoiceField(
        label=_("Unit of weight"), required=False, choices=[(unit, unit) for unit in ("", *WEIGHT_UNITS)]
    )

    def __init__(
        self, ctx: Ctx, *args: Any, item: ItemView | None = None, model: ItemView | None = None, **kwargs: Any
    ) -> None:
        self.item = item
        begin = item_initial(item) if item else item_initial(model) if model else {}
        super().__init__(ctx, *args, initial=begin | kwargs.pop("initial", {}), **kwargs)
        if model:
            self.initial.update({"name": "", "sku": "", "ean": "", "upc": "", "isbn": "", "initial_stock": None})
        self._offer_accounts()
        self._offer_taxes()
        kinds = ("goods", "service")
        shown = kinds if not item or item.product_type in kinds else tuple(PRODUCTS)
        self.fields["product_type"].choices = [(key, PRODUCTS[key]) for key in shown]  # type: ignore[attr-defined]
        source = item or model
        custom = record_fields(ctx, entity="item", entity_id=source.item_id) if source else empty_fields(ctx, "item")
        self.custom_names = add_custom_fields(self, custom)

    @property
    def sections(self) -> tuple[Section, ...]:  # type: ignore[override]
        """The sections of the form; those that few people need are folded."""
        return (
            Section("", ("product_type", ("name", "kana"), ("sku", "unit"), ("category", "image"))),
            Section(
                _("Sales"),
                ("can_be_sold", ("rate", "account_id"), ("tax_id", "tax_exemption_id"), "is_taxable", "description"),
            ),
            Section(
                _("Purchase"),
                (
                    "can_be_purchased",
                    ("purchase_rate", "purchase_account_id"),
                    ("purchase_tax_id", "vendor_id"),
                    "purchase_description",
                ),
            ),
            Section(
                _("Stock"),
                (
                    "track_inventory",
                    ("inventory_account_id", "inventory_valuation_method"),
                    "tracking",
                    ("initial_stock", "initial_stock_rate"),
                    ("reorder_level", "negative_stock"),
                ),
            ),
            Section(
                _("Codes and measures"),
                (
                    ("brand", "manufacturer", "part_number"),
                    ("ean", "upc", "isbn"),
                    ("length", "width", "height", "dimension_unit"),
                    ("weight", "weight_unit"),
                ),
                folded=True,
            ),
            *((Section(_("Further details"), tuple(self.custom_names)),) if self.custom_names else ()),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse an item that is neither sold nor bought."""
        cleaned = super().clean() or {}
        if "can_be_sold" in self.fields and not any(cleaned.get(name) for name in _KIND):
            self.add_error("can_be_sold", gettext("Say whether you sell it, buy it, or both."))
        return cleaned

    def take(self, error: InvalidInput) -> None:
        """Show a command's errors at the fields of this form."""
        super().take(
            InvalidInput([replace(item, field=_SHOWN_AS.get(item.field, item.field)) for item in error.errors])
        )

    def given(self) -> ItemFields:
        """Return what the person entered: everything for a new item, only the changes of an existing one."""
        cleaned, changed = self.cleaned_data, set(self.changed_data) if self.item else set(self.fields)
        fields: dict[str, Any] = {
            name: cleaned[name]
            for name in (*_TEXTS, *_SAME)
            if name in changed and not (name == "inventory_valuation_method" and not cleaned[name])
        }
        for name in _NUMBERS:
            if name in changed:
                none = 0 if name in {"rate", "purchase_rate"} else None
                fields[f"{name}_micro"] = none if cleaned[name] is None else Rate.of(cleaned[name]).micro
        if changed & set(_KIND):
            fields["item_type"] = _item_type(cleaned)
        if changed & set(_STOCK):
            fields["opening_stock"] = _opening_stock(cleaned)
        custom = given_custom_values(self, self.custom_names, list(changed))
        if custom:
            fields["custom_fields"] = custom
        return ItemFields(**fields)  # type: ignore[typeddict-item, no-any-return]

    def _offer_accounts(self) -> None:
        choices = account_choices(self.ctx, types={key for types, _key in ACCOUNT_FIELDS.values() for key in types})
        in_books = self.ctx.application == "books"
        # In Inventory only accounts of the type cost of goods sold are made from the form of an item.
        made_here = {
            "account_id": ("income,other_income", _("New sales account")) if in_books else None,
            "purchase_account_id": ("cost_of_goods_sold", _("New account of cost of goods sold")),
            "inventory_account_id": ("stock", _("New inventory account")) if in_books else None,
        }
        for name, (types, key) in ACCOUNT_FIELDS.items():
            field: Any = self.fields[name]
            fitting = [choice for choice in choices if choice.account_type in types]
            default = next((choice for choice in fitting if choice.system_key == key), None)
            field.choices = _by_type(_with_current(self.ctx, fitting, self.initial.get(name)))
            if self.item is None and default:
                self.initial.setdefault(name, str(default.account_id))
            made = made_here[name]
            if made:
                field.create = CreateInPlace("account_create", "accounts.create", made[1], {"types": made[0]})
                field.bind(self.ctx)

    def _offer_taxes(self) -> None:
        taxes = tax_choices(self.ctx)
        offered: dict[str, Any] = dict(self.fields)
        for name in ("tax_id", "purchase_tax_id"):
            offered[name].choices = [("", ""), *((str(tax.tax_id), tax.name) for tax in taxes)]
        default = next((tax.tax_id for tax in taxes if tax.is_default), None)
        if self.item is None and default:
            self.initial.setdefault("tax_id", str(default))
            self.initial.setdefault("purchase_tax_id", str(default))
        reasons = [reason for reason in exemptions(self.ctx) if reason.kind == "item"]
        offered["tax_exemption_id"].choices = [("", ""), *((str(row.exemption_id), row.code) for row in reasons)]
        if not reasons:
            del self.fields["tax_exemption_id"]


def item_initial(item: ItemView) -> dict[str, Any]:
    """Return what the form of an existing item begins with."""
    stock = item.opening_stock
    return {
        **{name: item.texts[name] for name in _TEXTS if name in item.texts},
        "name": item.name,
        "sku": item.sku,
        "unit": item.unit,
        "product_type": item.product_type,
        "can_be_sold": item.item_type != "purchases",
        "can_be_purchased": item.item_type != "sales",
        "track_inventory": item.is_tracked,
        "is_taxable": item.is_taxable,
        "rate": unscaled(item.rate_micro, 6),
        "purchase_rate": unscaled(item.purchase_rate_micro, 6),
        "reorder_level": _major(item.reorder_level_micro),
        **{name.removesuffix("_micro"): _major(value) for name, value in item.measures.items()},
        "tax_id": str(item.tax.tax_id) if item.tax else "",
        "purchase_tax_id": str(item.purchase_tax.tax_id) if item.purchase_tax else "",
        "tax_exemption_id": str(item.tax_exemption_id or ""),
        "vendor_id": item.vendor_id,
        "account_id": str(item.account.account_id) if item.account else "",
        "purchase_account_id": str(item.purchase_account.account_id) if item.purchase_account else "",
        "inventory_account_id": str(item.inventory_account.account_id) if item.inventory_account else "",
        "initial_stock": _major(sum(row.quantity_micro for row in stock)) if stock else None,
        "initial_stock_rate": _major(stock[-1].rate_micro) if stock else None,
    }


def _major(micro: int | None) -> Any:
    return None if micro is None else unscaled(micro, 6)


def _item_type(cleaned: dict[str, Any]) -> str:
    if cleaned["track_inventory"]:
        return "inventory"
    if cleaned["can_be_sold"] and cleaned["can_be_purchased"]:
        return "sales_and_purchases"
    return "sales" if cleaned["can_be_sold"] else "purchases"


def _opening_stock(cleaned: dict[str, Any]) -> list[OpeningStockFields]:
    quantity, rate = cleaned["initial_stock"], cleaned["initial_stock_rate"]
    if not quantity:
        return []
    return [
        OpeningStockFields(
            location_id=None, quantity_micro=Rate.of(quantity).micro, rate_micro=Rate.of(rate or 0).micro
        )
    ]


def _with_current(ctx: Ctx, choices: list[AccountChoice], current: object) -> list[AccountChoice]:
    """Return the choices with the account the item has, which may be inactive by now."""
    if not current or str(current) in {str(choice.account_id) for choice in choices}:
        return choices
    return [*choices, *account_choices(ctx, account_ids=[int(str(current))])]


def _by_type(choices: Sequence[AccountChoice]) -> list[tuple[Any, Any]]:
    options = [
        (
            gettext(ACCOUNT_TYPES[choice.account_type].name),
            Option(str(choice.account_id), f"{choice.code} {choice.name}".strip()),
        )
        for choice in choices
    ]
    return grouped(options)
