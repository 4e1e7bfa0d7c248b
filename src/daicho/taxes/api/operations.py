"""The operations of taxes, groups, authorities and exemptions."""

from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.taxes.api.schemas import TaxAuthorityInput, TaxExemptionInput
from daicho.taxes.api.serializers import authority_json, exemption_json
from daicho.taxes.api.taxes import OPERATIONS as TAXES
from daicho.taxes.commands.create_tax_authority import create_tax_authority
from daicho.taxes.commands.create_tax_exemption import create_tax_exemption
from daicho.taxes.commands.delete_tax_authority import delete_tax_authority
from daicho.taxes.commands.delete_tax_exemption import delete_tax_exemption
from daicho.taxes.commands.update_tax_authority import update_tax_authority
from daicho.taxes.commands.update_tax_exemption import update_tax_exemption
from daicho.taxes.core.fields import AuthorityFields, ExemptionFields
from daicho.taxes.queries.authorities import authorities
from daicho.taxes.queries.exemptions import exemptions

_AUTHORITY, _EXEMPTION = _("Tax authority"), _("Tax exemption")


def _create_authority(call: Call[TaxAuthorityInput]) -> Answer:
    authority_id = create_tax_authority(call.ctx, fields=_authority_fields(call))
    return Record("tax_authority", _authority(call, authority_id), _("The tax authority has been created."), status=201)


def _list_authorities(call: Call[None]) -> Answer:
    return Listed("tax_authorities", [authority_json(view) for view in authorities(call.ctx)])


def _get_authority(call: Call[None]) -> Answer:
    return Record("tax_authority", _authority(call, call.record_id("tax_authority_id", _AUTHORITY)))


def _update_authority(call: Call[TaxAuthorityInput]) -> Answer:
    authority_id = call.record_id("tax_authority_id", _AUTHORITY)
    update_tax_authority(call.ctx, authority_id=authority_id, fields=_authority_fields(call))
    return Record("tax_authority", _authority(call, authority_id), _("The tax authority has been updated."))


def _delete_authority(call: Call[None]) -> Answer:
    delete_tax_authority(call.ctx, authority_id=call.record_id("tax_authority_id", _AUTHORITY))
    return Done(_("The tax authority has been deleted."))


def _create_exemption(call: Call[TaxExemptionInput]) -> Answer:
    exemption_id = create_tax_exemption(call.ctx, fields=_exemption_fields(call))
    return Record("tax_exemption", _exemption(call, exemption_id), _("The tax exemption has been created."), status=201)


def _list_exemptions(call: Call[None]) -> Answer:
    return Listed("tax_exemptions", [exemption_json(view) for view in exemptions(call.ctx)])


def _get_exemption(call: Call[None]) -> Answer:
    return Record("tax_exemption", _exemption(call, call.record_id("tax_exemption_id", _EXEMPTION)))


def _update_exemption(call: Call[TaxExemptionInput]) -> Answer:
    exemption_id = call.record_id("tax_exemption_id", _EXEMPTION)
    update_tax_exemption(call.ctx, exemption_id=exemption_id, fields=_exemption_fields(call))
    return Record("tax_exemption", _exemption(call, exemption_id), _("The tax exemption has been updated."))


def _delete_exemption(call: Call[None]) -> Answer:
    delete_tax_exemption(call.ctx, exemption_id=call.record_id("tax_exemption_id", _EXEMPTION))
    return Done(_("The tax exemption has been deleted."))


def _authority_fields(call: Call[TaxAuthorityInput]) -> AuthorityFields:
    sent = call.body.model_dump(exclude_unset=True)
    if "tax_authority_name" in sent:
        sent["name"] = sent.pop("tax_authority_name")
    return AuthorityFields(**sent)  # type: ignore[typeddict-item, no-any-return]


def _exemption_fields(call: Call[TaxExemptionInput]) -> ExemptionFields:
    names = {"tax_exemption_code": "code", "description": "description", "type": "kind"}
    sent = call.body.model_dump(exclude_unset=True)
    return ExemptionFields(**{names[name]: value for name, value in sent.items()})  # type: ignore[typeddict-item, no-any-return]


def _authority(call: Call[TaxAuthorityInput] | Call[None], authority_id: int) -> dict[str, Json]:
    found = authorities(call.ctx, authority_id=authority_id)
    if not found:
        raise NotFound(_("Tax authority does not exist."))
    return authority_json(found[0])


def _exemption(call: Call[TaxExemptionInput] | Call[None], exemption_id: int) -> dict[str, Json]:
    found = exemptions(call.ctx, exemption_ids=[exemption_id])
    if not found:
        raise NotFound(_("Tax exemption does not exist."))
    return exemption_json(found[0])


_ALL_AUTHORITIES, _ONE_AUTHORITY = "/settings/taxauthorities", "/settings/taxauthorities/{tax_authority_id}"
_ALL_EXEMPTIONS, _ONE_EXEMPTION = "/settings/taxexemptions", "/settings/taxexemptions/{tax_exemption_id}"
_VIEW, _READ = "taxes.view", "settings.READ"
OPERATIONS: list[Operation] = [
    *TAXES,
    Operation(
        "POST", _ALL_AUTHORITIES, "taxes.create", "settings.CREATE", _create_authority, "Create a tax authority",
        body=TaxAuthorityInput,
    ),
    Operation("GET", _ALL_AUTHORITIES, _VIEW, _READ, _list_authorities, "List tax authorities"),
    Operation("GET", _ONE_AUTHORITY, _VIEW, _READ, _get_authority, "Get a tax authority"),
    Operation(
        "PUT", _ONE_AUTHORITY, "taxes.edit", "settings.UPDATE", _update_authority, "Update a tax authority",
        body=TaxAuthorityInput,
    ),
    Operation(
        "DELETE", _ONE_AUTHORITY, "taxes.delete", "settings.DELETE", _delete_authority, "Delete a tax authority"
    ),
    Operation(
        "POST", _ALL_EXEMPTIONS, "taxes.create", "settings.CREATE", _create_exemption, "Create a tax exemption",
        body=TaxExemptionInput,
    ),
    Operation("GET", _ALL_EXEMPTIONS, _VIEW, _READ, _list_exemptions, "List tax exemptions"),
    Operation("GET", _ONE_EXEMPTION, _VIEW, _READ, _get_exemption, "Get a tax exemption"),
    Operation(
        "PUT", _ONE_EXEMPTION, "taxes.edit", "settings.UPDATE", _update_exemption, "Update a tax exemption",
        body=TaxExemptionInput,
    ),
    Operation(
        "DELETE", _ONE_EXEMPTION, "taxes.delete", "settings.DELETE", _delete_exemption, "Delete a tax exemption"
    ),
]  # fmt: skip
