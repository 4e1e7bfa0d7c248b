"""From what a person set to the columns of a tax, checked against everything a tax refers to."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.ledger.core.account_type import CONTROLLED
from daicho.ledger.queries.accounts import account_choices
from daicho.taxes.core.category import Category
from daicho.taxes.core.fields import TaxFields, bad, tax_errors
from daicho.taxes.models import Tax, TaxAuthority, TaxRate
from daicho.taxes.queries.authorities import authorities

COLUMNS = (
    "name", "tax_type", "category", "tax_factor", "tax_specific_type", "country_code", "authority_id",
    "purchase_account_id", "is_value_added", "is_editable", "is_default",
)  # fmt: skip


def tax_values(ctx: Ctx, fields: TaxFields, current: Tax | None, percentage_micro: int) -> dict[str, object]:
    """Return a tax's columns as they will be. Raises InvalidInput with every fault at once."""
    zero = not fields.get("percentage_micro", percentage_micro)
    values: dict[str, object] = {
        "name": "",
        "tax_type": "tax",
        "category": Category.EXEMPT if zero else Category.STANDARD,
        "tax_factor": "rate",
        "tax_specific_type": "",
        "country_code": "",
        "authority_id": None,
        "purchase_account_id": None,
        "is_value_added": True,
        "is_editable": True,
        "is_default": False,
    }
    if current:
        values = {column: getattr(current, column) for column in COLUMNS}
    values |= {column: value for column, value in fields.items() if column in COLUMNS}
    values["name"] = str(values["name"]).strip()
    rows = Tax.objects.exclude(id=current.id) if current else Tax.objects
    others = list(rows.values_list("name", flat=True))
    errors = [*tax_errors({**values, "percentage_micro": fields.get("percentage_micro", percentage_micro)}, others)]
    account_id = fields.get("purchase_account_id")
    if account_id is not None and not _may_bear_tax(ctx, account_id):
        errors.append(bad("purchase_tax_expense_account_id"))
    if fields.get("authority_name") and not fields.get("authority_id"):
        values["authority_id"] = _authority(ctx, fields["authority_name"].strip())
    elif fields.get("authority_id") and not authorities(ctx, authority_id=fields["authority_id"]):
        errors.append(bad("tax_authority_id"))
    if errors:
        raise InvalidInput(errors)
    return values


def _may_bear_tax(ctx: Ctx, account_id: int) -> bool:
    found = account_choices(ctx, account_ids=[account_id])
    return bool(found) and found[0].account_type not in CONTROLLED


def set_rate(ctx: Ctx, tax: Tax, fields: TaxFields) -> None:
    """Write the percentage that holds from a day on, in place of one that began on the same day."""
    start = fields.get("valid_from")
    TaxRate.objects.filter(tax_id=tax.id, valid_from=start).delete()
    TaxRate.objects.bulk_create(
        [
            TaxRate(
                organization_id=ctx.organization_id,
                tax_id=tax.id,
                percentage_micro=fields["percentage_micro"],
                valid_from=start,
            )
        ]
    )


def only_default(tax: Tax) -> None:
    """Let no other tax be the default."""
    Tax.objects.exclude(id=tax.id).filter(is_default=True).update(is_default=False)


def _authority(ctx: Ctx, name: str) -> int:
    row = TaxAuthority.objects.filter(name=name[:100]).first()
    if row is None:
        row = TaxAuthority(
            organization_id=ctx.organization_id, name=name[:100], created_at=ctx.now, modified_at=ctx.now
        )
        TaxAuthority.objects.bulk_create([row])
    authority_id: int = row.id
    return authority_id
