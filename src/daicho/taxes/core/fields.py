"""What a person may set on taxes, groups, authorities and exemptions, and what is wrong with it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypedDict

from daicho.kernel.errors import FieldError, duplicate, missing
from daicho.kernel.text import noop as _
from daicho.taxes.core.category import Category

TAX_TYPES = {"tax": _("Tax"), "compound_tax": _("Compound tax")}
TAX_FACTORS = ("rate", "share")
SPECIFIC_TYPES = (
    "", "igst", "cgst", "sgst", "nil", "cess", "isr", "iva", "ieps", "soa_less_than_28d", "soa_more_than_28d",
    "ciu_prev_tax_supply", "ciu_prev_nontax_supply", "export_of_shg",
)  # fmt: skip
EXEMPTION_KINDS = {"customer": _("Customer"), "item": _("Item")}
HIGHEST_PERCENTAGE = 100 * 10**6
NAME_LENGTH = 100


class TaxFields(TypedDict, total=False):
    """A tax; an absent key means unchanged, or the default. The percentage (10^-6 per cent) holds from `valid_from`."""

    name: str
    tax_type: str
    category: str
    percentage_micro: int
    valid_from: date | None
    tax_factor: str
    tax_specific_type: str
    country_code: str
    authority_id: int | None
    authority_name: str
    purchase_account_id: int | None
    is_value_added: bool
    is_editable: bool
    is_default: bool


class GroupFields(TypedDict, total=False):
    """A group of taxes, in the order in which they are computed."""

    name: str
    tax_ids: list[int]


class AuthorityFields(TypedDict, total=False):
    """Whom a tax is paid to."""

    name: str
    description: str
    registration_number: str
    registration_number_label: str


class ExemptionFields(TypedDict, total=False):
    """A reason why no tax is borne; `kind` is "customer" or "item"."""

    code: str
    description: str
    kind: str


def tax_errors(values: Mapping[str, object], others: Collection[str]) -> Iterable[FieldError]:
    """Yield what is wrong with a tax as it would be saved. `others` are the names of the other taxes and groups."""
    yield from name_errors("tax_name", str(values["name"]), others)
    choices: dict[str, Collection[object]] = {
        "tax_type": TAX_TYPES,
        "category": tuple(Category),
        "tax_factor": TAX_FACTORS,
        "tax_specific_type": SPECIFIC_TYPES,
    }
    for field, allowed in choices.items():
        if values[field] not in allowed:
            yield bad("tax_category" if field == "category" else field)
    percentage = values["percentage_micro"]
    if not isinstance(percentage, int) or not 0 <= percentage <= HIGHEST_PERCENTAGE:
        yield bad("tax_percentage")
    if len(str(values["country_code"])) not in {0, 2}:
        yield bad("country_code")


def group_errors(
    name: str, tax_ids: Collection[int], others: Collection[str], simple_taxes: Collection[int]
) -> Iterable[FieldError]:
    """Yield what is wrong with a group: it holds two or more different taxes and no group."""
    yield from name_errors("tax_group_name", name, others)
    if len(set(tax_ids)) < 2 or len(set(tax_ids)) != len(tax_ids):
        yield FieldError("taxes", _("A tax group has at least two different taxes."))
    elif not set(tax_ids) <= set(simple_taxes):
        yield bad("taxes")


def name_errors(field: str, name: str, others: Collection[str]) -> Iterable[FieldError]:
    """Yield what is wrong with a name that must be given and unique, whatever its case."""
    if not name.strip():
        yield missing(field)
    elif len(name) > NAME_LENGTH:
        yield FieldError(
            field, _("%(field)s must not be longer than %(limit)s characters."), {"field": field, "limit": NAME_LENGTH}
        )
    elif name.strip().casefold() in {other.casefold() for other in others}:
        yield duplicate(field, name.strip())


def bad(field: str) -> FieldError:
    """Return the error of a value that means nothing."""
    return FieldError(field, _("Invalid value passed for %(field)s"), {"field": field})
