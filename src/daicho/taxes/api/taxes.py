"""Operations on taxes and groups of taxes."""

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.text import noop as _
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.taxes.api.schemas import TaxGroupInput, TaxInput
from daicho.taxes.api.serializers import TaxAccounts, tax_group_json, tax_json
from daicho.taxes.commands.create_tax import create_tax
from daicho.taxes.commands.create_tax_group import create_tax_group
from daicho.taxes.commands.delete_tax import delete_tax
from daicho.taxes.commands.update_tax import update_tax
from daicho.taxes.commands.update_tax_group import update_tax_group
from daicho.taxes.core.fields import GroupFields, TaxFields
from daicho.taxes.queries.tax_list import TAX_LISTING, tax_list

_TAX, _GROUP = _("Tax"), _("Tax group")
_NAMES = {
    "tax_name": "name",
    "valid_from": "valid_from",
    "tax_type": "tax_type",
    "tax_category": "category",
    "tax_factor": "tax_factor",
    "tax_specific_type": "tax_specific_type",
    "tax_authority_name": "authority_name",
    "tax_authority_id": "authority_id",
    "country_code": "country_code",
    "purchase_tax_expense_account_id": "purchase_account_id",
    "is_value_added": "is_value_added",
    "is_editable": "is_editable",
    "is_default_tax": "is_default",
}
"""Name on the wire → name of the command's field."""


def _create(call: Call[TaxInput]) -> Answer:
    tax_id = create_tax(call.ctx, fields=_fields(call))
    return Record("tax", _tax(call.ctx, tax_id), _("The tax has been created."), status=201)


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(TAX_LISTING)
    page = tax_list(call.ctx, criteria=criteria)
    accounts = _accounts(call.ctx)
    return Listed.of(
        "taxes", Rows([tax_json(tax, accounts) for tax in page.rows], page.has_more, page.total), criteria, _("Taxes")
    )


def _get(call: Call[None]) -> Answer:
    return Record("tax", _tax(call.ctx, call.record_id("tax_id", _TAX)))


def _update(call: Call[TaxInput]) -> Answer:
    tax_id = call.record_id("tax_id", _TAX)
    update_tax(call.ctx, tax_id=tax_id, fields=_fields(call))
    return Record("tax", _tax(call.ctx, tax_id), _("The tax has been updated."))


def _delete(call: Call[None]) -> Answer:
    delete_tax(call.ctx, tax_id=call.record_id("tax_id", _TAX))
    return Done(_("The tax has been deleted."))


def _create_group(call: Call[TaxGroupInput]) -> Answer:
    group_id = create_tax_group(call.ctx, fields=_group_fields(call))
    return Record("tax_group", _group(call.ctx, group_id), _("The tax group has been created."), status=201)


def _get_group(call: Call[None]) -> Answer:
    return Record("tax_group", _group(call.ctx, call.record_id("tax_group_id", _GROUP)))


def _update_group(call: Call[TaxGroupInput]) -> Answer:
    group_id = call.record_id("tax_group_id", _GROUP)
    update_tax_group(call.ctx, group_id=group_id, fields=_group_fields(call))
    return Record("tax_group", _group(call.ctx, group_id), _("The tax group has been updated."))


def _delete_group(call: Call[None]) -> Answer:
    delete_tax(call.ctx, tax_id=call.record_id("tax_group_id", _GROUP), group=True)
    return Done(_("The tax group has been deleted."))


def _fields(call: Call[TaxInput]) -> TaxFields:
    sent = call.body.model_dump(exclude_unset=True)
    fields: dict[str, object] = {
        _NAMES[name]: value
        for name, value in sent.items()
        # An empty choice says nothing; a date says something only where it is one.
        if name in _NAMES and not (value in ("", None) and name.startswith(("tax_", "valid_")) and name != "tax_name")
    }
    if call.body.tax_percentage is not None:
        fields["percentage_micro"] = Rate.of(call.body.tax_percentage).micro
    return TaxFields(**fields)  # type: ignore[typeddict-item, no-any-return]


def _group_fields(call: Call[TaxGroupInput]) -> GroupFields:
    names = {"tax_group_name": "name", "taxes": "tax_ids"}
    sent = call.body.model_dump(exclude_unset=True)
    return GroupFields(**{names[name]: value for name, value in sent.items()})  # type: ignore[typeddict-item, no-any-return]


def _accounts(ctx: Ctx) -> TaxAccounts:
    ids = system_accounts(ctx, keys=("output_tax", "input_tax"))
    names = {choice.account_id: choice.name for choice in account_choices(ctx, account_ids=ids.values())}
    output_id, input_id = ids["output_tax"], ids["input_tax"]
    return TaxAccounts(output_id, names[output_id], input_id, names[input_id])


def _tax(ctx: Ctx, tax_id: int) -> dict[str, Json]:
    return tax_json(tax_list(ctx, tax_id=tax_id, group=False).rows[0], _accounts(ctx))


def _group(ctx: Ctx, group_id: int) -> dict[str, Json]:
    group = tax_list(ctx, tax_id=group_id, group=True).rows[0]
    members = {tax.tax_id: tax for tax in tax_list(ctx).rows}
    authorities = {tax_id: (tax.authority_id, tax.authority_name) for tax_id, tax in members.items()}
    return tax_group_json(group, ctx.today, authorities)


_TAXES, _GROUPS = "/settings/taxes", "/settings/taxgroups"
OPERATIONS: list[Operation] = [
    Operation("POST", _TAXES, "taxes.create", "settings.CREATE", _create, "Create a tax", body=TaxInput),
    Operation("GET", _TAXES, "taxes.view", "settings.READ", _list, "List taxes", listing=TAX_LISTING),
    Operation("GET", f"{_TAXES}/{{tax_id}}", "taxes.view", "settings.READ", _get, "Get a tax"),
    Operation(
        "PUT", f"{_TAXES}/{{tax_id}}", "taxes.edit", "settings.UPDATE", _update, "Update a tax", body=TaxInput
    ),
    Operation("DELETE", f"{_TAXES}/{{tax_id}}", "taxes.delete", "settings.DELETE", _delete, "Delete a tax"),
    Operation(
        "POST", _GROUPS, "taxes.create", "settings.CREATE", _create_group, "Create a tax group", body=TaxGroupInput
    ),
    Operation("GET", f"{_GROUPS}/{{tax_group_id}}", "taxes.view", "settings.READ", _get_group, "Get a tax group"),
    Operation(
        "PUT", f"{_GROUPS}/{{tax_group_id}}", "taxes.edit", "settings.UPDATE", _update_group, "Update a tax group",
        body=TaxGroupInput,
    ),
    Operation(
        "DELETE", f"{_GROUPS}/{{tax_group_id}}", "taxes.delete", "settings.DELETE", _delete_group, "Delete a tax group"
    ),
]  # fmt: skip
