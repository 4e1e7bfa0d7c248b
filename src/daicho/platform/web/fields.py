"""Form fields: exact numbers, dates, selects with search, selects that ask the server, creation in place."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.money import MINOR_LIMIT, currency_decimals
from daicho.kernel.periods import read_day
from daicho.platform.web.page import find_page_url

_NOISE = re.compile(r"[\s,¥$€£%]|円")
_MINUS = str.maketrans({"−": "-", "ー": "-", "△": "-", "▲": "-"})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select; `note` is a second, quieter line (a SKU, an e-mail address)."""

    value: int | str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CreateInPlace:
    """A "+" beside a select: opens the form of `page` in a side panel and chooses what was made there."""

    page: str
    permission: str
    label: Any
    query: Mapping[str, str] = field(default_factory=dict)

    def url(self, ctx: Ctx) -> str:
        """Return the address of the panel's form, "" where the person may not, or the application has no such page."""
        url = find_page_url(ctx, self.page) if ctx.actor.may(self.permission) else ""
        return f"{url}?{urlencode({**self.query, 'panel': '1'})}" if url else ""


def plain_number(text: str) -> str:
    """Return a number as people write it (1,234, full-width digits, ¥ and △) without what is no part of it."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).translate(_MINUS))


class ExactNumberField(forms.Field):
    """A decimal number, exact, at most `places` decimals; also reads 1,234, full-width digits, ¥ and △."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter a number."),
        "places": _("Enter at most %(places)s decimals."),
        "limit": _("This number is too large."),
        "low": _("Enter a number of at least %(minimum)s."),
    }

    def __init__(self, *, places: int = 6, minimum: Decimal | int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.places, self.minimum = places, minimum
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "data-number": ""})

    def to_python(self, value: object) -> Decimal | None:
        """Return the number, None for nothing. Raises ValidationError for what is none."""
        text = plain_number(str(value or ""))
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not number.is_finite() or abs(number) >= MINOR_LIMIT:
            raise ValidationError(self.error_messages["limit"], code="limit")
        if number != number.quantize(Decimal(1).scaleb(-self.places)):
            raise ValidationError(self.error_messages["places"], code="places", params={"places": self.places})
        if self.minimum is not None and number < self.minimum:
            raise ValidationError(self.error_messages["low"], code="low", params={"minimum": self.minimum})
        return number

    def prepare_value(self, value: object) -> object:
        """Return a number without trailing zeros, text as it was typed."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class MoneyField(ExactNumberField):
    """An amount in `currency`, with its decimals."""

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        super().__init__(places=currency_decimals(currency), **kwargs)
        self.currency = currency


class DateField(forms.DateField):
    """A date; the browser shows it in the person's own way and sends ISO."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "2999-12-31"}))
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def strptime(self, value: str, format: str) -> date:
        """Return the day. Raises ValueError for what is none, or too far away."""
        del format
        return read_day(value)


class _Bound:
    """A field that wants the call's context before it is shown."""

    create: CreateInPlace | None
    widget: Any

    def bind(self, ctx: Ctx) -> None:
        """Put the addresses of the call's application and organisation on the widget."""
        url = self.create.url(ctx) if self.create else ""
        if self.create and url:
            self.widget.attrs.update({"data-create-url": url, "data-create-label": str(self.create.label)})


class SearchChoiceField(_Bound, forms.TypedChoiceField):
    """A select whose options are all in the page and can be searched by typing. Cleans to `coerce(value)` or None."""

    def __init__(
        self, *, create: CreateInPlace | None = None, coerce: Callable[[Any], Any] = str, **kwargs: Any
    ) -> None:
        super().__init__(coerce=coerce, empty_value=None, **kwargs)
        self.create = create
        self.widget.attrs["data-search"] = ""


class RemoteChoiceField(_Bound, forms.Field):
    """A select that asks page `choices_page` (see `choices_page`) while typing. Cleans to an id or None.

    `resolve` returns the text of a chosen id, "" where there is no such record (the command will refuse it).
    """

    default_error_messages = {"invalid": _("Choose one of the list.")}

    def __init__(
        self,
        *,
        choices_page: str,
        resolve: Callable[[Ctx, int], str],
        create: CreateInPlace | None = None,
        query: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", RemoteSelect())
        super().__init__(**kwargs)
        self.choices_page, self.resolve, self.create, self.query = choices_page, resolve, create, query or {}

    def bind(self, ctx: Ctx) -> None:
        """Put the addresses on the widget."""
        super().bind(ctx)
        query = f"?{urlencode(self.query)}" if self.query else ""
        self.widget.attrs["data-remote"] = find_page_url(ctx, self.choices_page) + query
        self.widget.resolve = lambda value: self.resolve(ctx, value)

    def to_python(self, value: object) -> int | None:
        """Return the id. Raises ValidationError for what cannot be one."""
        if not value:
            return None
        number = as_id(value)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class RemoteSelect(forms.Select):
    """A select that holds the chosen option only."""

    resolve: Callable[[int], str] = staticmethod(lambda _value: "")

    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> list[Any]:
        """Return the empty option and the chosen one."""
        self.choices = [("", "")] + [
            (number, self.resolve(number)) for item in value if (number := as_id(item)) is not None
        ]
        return super().optgroups(name, value, attrs)


def as_id(value: object) -> int | None:
    """Return `value` as an id of 63 bits, None for what cannot be one."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 2**63 else None


def grouped(options: Sequence[tuple[str, Option]], empty: Any = "") -> list[tuple[Any, Any]]:
    """Return select choices with headings, from (heading, option) pairs in order."""
    groups: dict[str, list[tuple[object, str]]] = {}
    for heading, option in options:
        groups.setdefault(heading, []).append((option.value, option.text))
    return [("", empty), *groups.items()]
