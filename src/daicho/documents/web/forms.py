"""The form of a document: header fields, and the lines below them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.contacts.core.terms import CLOSING, STANDARD, terms_from_code
from daicho.contacts.labels import in_words
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.templates import TEMPLATES
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import WebFace
from daicho.documents.web.lines import LineForm, Names, batches_text, initial_of, line_rows, lines_version
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.organizations.core.currencies import CURRENCIES
from daicho.platform.custom_fields import CustomValue
from daicho.platform.text import sentence
from daicho.platform.web.custom_fields import add_custom_fields, given_custom_values
from daicho.platform.web.fields import (
    CreateInPlace,
    DateField,
    ExactNumberField,
    RemoteChoiceField,
    SearchChoiceField,
)
from daicho.platform.web.format import currency_label
from daicho.platform.web.forms import DaichoForm, Section, field_sentence
from daicho.taxes.core.withholding import KINDS

_ON_LINE = re.compile(r"line_items\[(\d+)\]\.(\w+).*")
_BATCHES = {"batches": _("Batches"), "serial_numbers": _("Serial numbers")}
_TEXTS = ("number", "reference", "discount", "adjustment_description", "attention", "notes", "terms", "template")
_NAMES = ("salesperson_name", "delivery_method")
_AMOUNTS = ("shipping_charge", "adjustment")
_GOODS = ("is_shipped", "is_received")
"""What is said of goods while a document is new; later it is done on its page."""
_NOT_PLAIN = (
    "is_inclusive_tax", "delivery_method", "discount", "shipping_charge", "adjustment", "adjustment_description",
    "withholding",
)  # fmt: skip
"""What documents do not ask for whose lines are words and an amount."""
_AS_ENTERED = frozenset(
    {
        *_TEXTS,
        *_NAMES,
        "date",
        "is_inclusive_tax",
        "due",
        "delivery_customer_id",
        "location_id",
        "withholding",
        *_GOODS,
    }
)
_WHERE_GIVEN = frozenset({"contact_id", "exchange_rate", "currency_code"})


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form offers, read once: texts by id, entries of lists, custom fields, and the texts to begin with."""

    names: Names
    contacts: Mapping[int, str]
    locations: Sequence[tuple[int, str]]
    salespersons: Sequence[str]
    delivery_methods: Sequence[str]
    custom: Sequence[CustomValue]
    initial: Mapping[str, object]
    withholdings: Sequence[tuple[str, str]] = tuple(KINDS.items())


class Suggestions(forms.TextInput):
    """A text input that suggests what was entered before."""

    template_name = "documents/_suggestions.html"
    entries: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the suggestions."""
        return {**super().get_context(name, value, attrs), "entries": self.entries, "list_id": f"list-{name}"}


class DocumentForm(DaichoForm):
    """A document of any kind; fields that a kind has not are taken out. Rows of lines stand in `rows`."""

    contact_id = RemoteChoiceField(label=_("Contact"), choices_page="contact_choices", resolve=lambda _ctx, _value: "")
    number = forms.CharField(label=_("Number"), required=False, max_length=100)
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=100)
    location_id = forms.TypedChoiceField(label=_("Location"), required=False, coerce=int, empty_value=None)
    date = DateField(label=_("Date"))
    payment_terms_code = SearchChoiceField(label=_("Payment terms"), required=False)
    due = DateField(label=_("Due"), required=False)
    currency_code = RemoteChoiceField(
        label=_("Currency"), required=False, choices_page="", resolve=lambda _ctx, _value: ""
    )
    exchange_rate = ExactNumberField(label=_("Exchange rate"), required=False, places=6, minimum=0)
    is_inclusive_tax = forms.BooleanField(label=_("Prices include tax"), required=False)
    salesperson_name = forms.CharField(label=_("Salesperson"), required=False, max_length=100, widget=Suggestions())
    delivery_method = forms.CharField(label=_("Delivery method"), required=False, max_length=100, widget=Suggestions())
    delivery_customer_id = RemoteChoiceField(
        label=_("Deliver to a customer"),
        required=False,
        choices_page="contact_choices",
        query={"kind": "customer"},
        resolve=lambda _ctx, _value: "",
        help_text=_("Left empty, the goods go to your organization."),
    )
    is_shipped = forms.BooleanField(label=_("The goods leave with this invoice"), required=False)
    is_received = forms.BooleanField(label=_("The goods came with this bill"), required=False)
    attention = forms.CharField(label=_("Attention"), required=False, max_length=200)
    discount = forms.CharField(label=_("Discount"), required=False, max_length=40)
    shipping_charge = ExactNumberField(label=_("Shipping charge"), required=False, places=3, minimum=0)
    adjustment = ExactNumberField(label=_("Adjustment"), required=False, places=3)
    adjustment_description = forms.CharField(label=_("Adjustment text"), required=False, max_length=200)
    withholding = forms.ChoiceField(
        label=_("Withholding tax"),
        required=False,
        help_text=_("Income tax that the payer keeps from fees to individuals."),
    )
    notes = forms.CharField(label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea())
    terms = forms.CharField(label=_("Terms and conditions"), required=False, max_length=10_000, widget=forms.Textarea())
    template = forms.ChoiceField(
        label=_("Template"), choices=[(template.key, _(template.name)) for template in TEMPLATES], required=False
    )

    def __init__(
        self,
        ctx: Ctx,
        face: WebFace,
        offered: Offered,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        view: DocumentView | None = None,
        copied: Sequence[tuple[str, Mapping[str, Any]]] = (),
    ) -> None:
        self.face, self.view = face, view
        super().__init__(ctx, data, files, initial=dict(offered.initial))
        self._adapt(face, offered)
        self.custom_names = add_custom_fields(self, offered.custom)
        lines = [(str(line.line_id), initial_of(line)) for line in view.lines] if view else copied
        self.rows: list[LineForm] = list(line_rows(ctx, face, offered.names, data, lines))
        self.lines_seen: str = self.lines_now if data is None else data.get("lines_seen", self.lines_now)

    def _adapt(self, face: WebFace, offered: Offered) -> None:
        """Name the fields as the kind does, fill their choices, and take out what the kind has not."""
        kind, labels = face.kind, face.labels
        fields: dict[str, Any] = dict(self.fields)
        contact, customer = fields["contact_id"], fields["delivery_customer_id"]
        contact.label, contact.query = labels.contact, {"kind": kind.contact_type}
        contact.create = CreateInPlace(
            "contact_create", "contacts.create", labels.new_contact, {"contact_type": kind.contact_type}
        )
        contact.resolve = customer.resolve = lambda _ctx, value: offered.contacts.get(value, "")
        contact.bind(self.ctx)
        customer.bind(self.ctx)
        fields["due"].label = labels.due
        fields["location_id"].choices = offered.locations
        if not offered.locations:
            del self.fields["location_id"]
        fields["withholding"].choices = [("", "—"), *offered.withholdings]
        if not offered.withholdings:
            del self.fields["withholding"]
        fields["salesperson_name"].widget.entries = offered.salespersons
        fields["delivery_method"].widget.entries = offered.delivery_methods
        self.fields["currency_code"] = forms.ChoiceField(
            label=_("Currency"),
            required=False,
            choices=[("", _("As the contact has it")), *((code, currency_label(code)) for code in CURRENCIES)],
        )
        self.fields["currency_code"].widget.attrs.update({"class": "form-select", "data-search": ""})
        fields["number"].required = kind.has_foreign_numbers
        is_given = self.view is None and not kind.has_foreign_numbers
        fields["number"].widget.attrs["placeholder"] = _("Given on saving") if is_given else ""
        self._offer_terms(fields)
        for name in self._not_asked():
            self.fields.pop(name, None)

    def _not_asked(self) -> Iterator[str]:
        """Yield the fields that the kind has not."""
        kind = self.face.kind
        for name, column in (("salesperson_name", "salesperson_id"), ("delivery_customer_id", "delivery_customer_id")):
            if column not in kind.extra:
                yield name
        yield from (name for name in _GOODS if name not in kind.extra or self.view)
        yield from ("attention",) if kind.purpose == "sale" else ()
        yield from _NOT_PLAIN if kind.is_plain else ()

    def _offer_terms(self, fields: Mapping[str, Any]) -> None:
        """Offer payment terms where the kind has them: the usual ones, and those that the document has."""
        if not self.face.kind.has_terms:
            del self.fields["payment_terms_code"]
            return
        current = terms_from_code(self.view.payment_terms_code) if self.view else None
        offered = dict.fromkeys([*STANDARD, *CLOSING, *([current] if current else [])])
        usual = [] if current else [("", _("As the contact has it"))]
        fields["payment_terms_code"].choices = [*usual, *((terms.code, in_words(terms)) for terms in offered)]
        fields["due"].help_text = _("Left empty, it follows from the payment terms.")

    def laid_out(self) -> Any:
        """Lay the header out; what goes below the lines is drawn there (templates/documents/_lines.html)."""
        top = Section("", (
            "contact_id", ("number", "reference"), ("date", "payment_terms_code", "due"),
            ("salesperson_name", "delivery_method", "attention"), ("location_id", "delivery_customer_id"), *_GOODS,
            *self.custom_names,
        ))  # fmt: skip
        money = Section(
            _("Currency and paper"), (("currency_code", "exchange_rate"), ("is_inclusive_tax", "template")), folded=True
        )
        for section in (top, money):
            rows = [[row] if isinstance(row, str) else list(row) for row in section.rows]
            shown = [[self[name] for name in row if name in self.fields] for row in rows]
            yield section, [row for row in shown if row]

    def clean(self) -> dict[str, Any]:
        """Check the rows that hold anything; without any the command refuses."""
        for row in self.rows:
            if not row.is_blank and not row.is_valid():
                self.add_error(None, forms.ValidationError(_("Check the marked lines."), code="lines"))
                break
        return self.cleaned_data

    def take(self, error: InvalidInput) -> None:
        """Show a command's errors where they belong: at the header's fields, or at the line's."""
        names = self.face.kind.names
        own = {
            names.number: "number",
            names.contact_id: "contact_id",
            names.due: "due",
            "reference_number": "reference",
        }
        filled = [row for row in self.rows if not row.is_blank]
        rest: list[FieldError] = []
        for item in error.errors:
            place = _ON_LINE.fullmatch(item.field)
            if place and int(place[1]) < len(filled):
                row = filled[int(place[1])]
                if place[2] in _BATCHES:
                    row.add_error(None, sentence(_told(item, _BATCHES[place[2]])))
                    continue
                part = place[2] if place[2] in row.fields else "item_id"
                row.add_error(part, field_sentence(_renamed(item, part), row))
            else:
                rest.append(_renamed(item, own.get(item.field, item.field)))
        if len(rest) < len(error.errors):
            self.add_error(None, forms.ValidationError(_("Check the marked lines."), code="lines"))
        if rest:
            super().take(InvalidInput(rest))

    def lines(self) -> list[LineFields]:
        """Return the lines that were entered, in their order."""
        lines = [row.given() for row in self.rows if not row.is_blank]
        kept = {line.line_id for line in self.view.lines} if self.view else set()
        for line in lines:
            if line.get("line_id") not in kept:  # somebody else took it out meanwhile: it comes back as a new one
                line.pop("line_id", None)
        return lines

    def given(self) -> DocumentFields:
        """Return what an update changes: the fields that differ, and all lines where any of them does."""
        fields = self._fields(set(self.changed_data))
        numbers = {
            batch.batch_id: batch.number for line in (self.view.lines if self.view else ()) for batch in line.batches
        }
        rows = [
            {**row.cleaned_data, "key": row.key, "batches": _batches(row, numbers)}
            for row in self.rows
            if not row.is_blank
        ]
        if lines_version(rows) != self.lines_seen:
            fields["lines"] = self.lines()
        return fields

    @property
    def lines_now(self) -> str:
        """The version of the stored lines; `lines_seen` is the one that the person saw; empty for a new document."""
        lines = self.view.lines if self.view else ()
        return lines_version([{**initial_of(line), "key": str(line.line_id)} for line in lines]) if self.view else ""

    def everything(self) -> DocumentFields:
        """Return what creates a document."""
        fields = self._fields(set(self.fields))
        fields["lines"] = self.lines()
        return fields

    def typed(self) -> DocumentFields:
        """Return what can be used of what is being typed, for the totals."""
        said = {"contact_id", "date", "currency_code", "exchange_rate", "is_inclusive_tax", "discount", "withholding"}
        return self._fields(said | {*_AMOUNTS})

    def _fields(self, names: set[str]) -> DocumentFields:
        data = self.cleaned_data
        fields: dict[str, Any] = {}
        for name in names & set(data):
            value = data[name]
            if name in _AS_ENTERED or (name in _WHERE_GIVEN and value):
                fields[name] = value
            elif name in _AMOUNTS:
                fields[name] = value or Decimal(0)
            elif name == "payment_terms_code" and value:
                fields |= {"payment_terms_code": value, "payment_terms_label": ""}
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(names))
        return fields  # type: ignore[return-value]


def _batches(row: LineForm, numbers: Mapping[int, str]) -> str:
    """Return the batches of a row as the version of lines has them; `numbers` of those that the document has."""
    named = ((named, named.batch_id or 0) for named in row.named or ())
    return batches_text(
        [(numbers.get(batch_id, named.number or str(batch_id)), named.quantity) for named, batch_id in named]
    )


def _told(error: FieldError, label: object) -> FieldError:
    return replace(error, parameters={**error.parameters, "field": str(label)})


def _renamed(error: FieldError, name: str) -> FieldError:
    parameters = error.parameters
    if parameters.get("field") == error.field:
        parameters = {**parameters, "field": name}
    return FieldError(name, error.message, parameters, error.code)
