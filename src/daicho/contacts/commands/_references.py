"""Records of others that a contact names: they must exist in the organisation."""

from collections.abc import Iterator, Mapping

from daicho.contacts.commands._fields import bad_value
from daicho.contacts.core.contact import ContactFields
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, NotFound
from daicho.organizations.core.currencies import CURRENCIES
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.member import member
from daicho.platform.custom_fields.references import record_names
from daicho.taxes.queries.exemptions import exemptions
from daicho.taxes.queries.taxes import tax_choices


def reference_errors(ctx: Ctx, fields: ContactFields) -> Iterator[FieldError]:
    """Yield an error for a currency, tax, price list, owner, template, tag or location that is none."""
    details = fields.get("details", {})
    code = fields.get("currency_code", "")
    if code in CURRENCIES and code not in {row.code for row in list_currencies(ctx)}:
        yield bad_value("currency_id")
    for name, tax_id in (("tax_id", fields.get("tax_id")), ("tds_tax_id", _id(details.get("tds_tax_id")))):
        if tax_id and not tax_choices(ctx, tax_ids=[tax_id]):
            yield bad_value(name)
    exemption_id = _id(details.get("tax_exemption_id"))
    if exemption_id and not exemptions(ctx, exemption_ids=[exemption_id]):
        yield bad_value("tax_exemption_id")
    if fields.get("owner_id") and not _is_member(ctx, fields["owner_id"] or 0):
        yield bad_value("owner_id")
    for name, kind, record_id in _others(fields, details):
        if record_id and not record_names(ctx, entity=kind, record_ids=[record_id]):
            yield bad_value(name)


def _others(fields: ContactFields, details: Mapping[str, object]) -> Iterator[tuple[str, str, int | None]]:
    """Yield field, kind and id of records that packages above this one keep (REFERENCES in config/wiring.py)."""
    yield "pricebook_id", "pricebook", fields.get("pricebook_id")
    yield "tax_authority_id", "taxauthority", _id(details.get("tax_authority_id"))
    for name, value in _mapping(details.get("default_templates")).items():
        yield f"default_templates.{name}", "template", _id(value)
    for name, kind in (("tags[].tag_id", "tag"), ("tags[].tag_option_id", "tagoption")):
        for tag in _sequence(details.get("tags")):
            yield name, kind, _id(tag.get(name.rpartition(".")[2]))
    for balance in fields.get("opening_balances", ()):
        yield "opening_balances[].location_id", "location", balance.get("location_id")


def _id(value: object) -> int | None:
    return int(str(value)) if value else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> list[Mapping[str, object]]:
    return [_mapping(entry) for entry in value] if isinstance(value, list) else []


def _is_member(ctx: Ctx, user_id: int) -> bool:
    try:
        member(ctx, member_id=user_id)
    except NotFound:
        return False
    return True
