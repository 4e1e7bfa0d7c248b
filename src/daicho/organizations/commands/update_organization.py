"""Profile and preferences, the same in both applications."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, duplicate, invalid
from daicho.kernel.periods import fiscal_year_of
from daicho.kernel.text import noop as _
from daicho.organizations.commands._fields import checked_fields, country_code_of, put_fields
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.organization import OrganizationFields
from daicho.organizations.core.rules import BASE_CURRENCY_FIXED
from daicho.organizations.core.tax_bookkeeping import EXCLUSIVE, switched
from daicho.organizations.models import Currency, ExchangeRate, Organization
from daicho.organizations.queries._currency_use import currency_in_use
from daicho.platform.work import unit_of_work


def update_organization(ctx: Ctx, *, fields: OrganizationFields) -> None:
    """Change what `fields` names.

    Raises InvalidInput for wrong fields, RuleBroken for another base currency once anything is in a currency.
    """
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        country_code = country_code_of(fields) if "country" in fields else row.country_code
        values = checked_fields(fields, country_code=country_code, business_type=row.business_type)
        before = _plain(row)
        put_fields(row, values)
        row.country_code = country_code
        if "currency_code" in values:
            _change_base_currency(row, values["currency_code"])
        switched_on = _switch_tax_bookkeeping(ctx, row, values)
        if Organization.objects.filter(portal_name=row.portal_name).exclude(id=row.id).exists():
            raise InvalidInput([duplicate("portal_name", row.portal_name)])
        row.modified_at = ctx.now
        row.save()
        after = _plain(row)
        changed = [name for name in after if after[name] != before[name]]
        if {"opening_date", "fiscal_year_start_month"} & set(changed):
            for path in settings.DAICHO_OPENING_DATE_MOVES:
                import_string(path)(ctx)
        if switched_on:
            for path in settings.DAICHO_TAX_BOOKKEEPING_MOVES:
                import_string(path)(ctx, since=switched_on)
        if changed:
            unit.record(
                "organization",
                row.id,
                "updated",
                before={name: before[name] for name in changed},
                after={name: after[name] for name in changed},
            )


def _switch_tax_bookkeeping(ctx: Ctx, row: Organization, values: OrganizationFields) -> date | None:
    """Put another mode of bookkeeping into the row; return the day from which documents are booked otherwise."""
    if not values.keys() & {"tax_bookkeeping", "tax_bookkeeping_since"}:
        return None
    before = [(day, mode) for day, mode in row.tax_bookkeeping_history]
    mode = values.get("tax_bookkeeping") or (before[-1][1] if before else EXCLUSIVE)
    asked = values.get("tax_bookkeeping_since")
    moved = before if asked is None or not before or before[-1][1] != mode else before[:-1]
    since = asked or fiscal_year_of(ctx.today, row.fiscal_year_start_month).start
    history = switched(moved, mode, since)
    if history == before:
        return None
    if since != fiscal_year_of(since, row.fiscal_year_start_month).start:
        raise invalid("tax_bookkeeping_since", _("Bookkeeping can only be switched on the first day of a fiscal year."))
    row.tax_bookkeeping_history = history
    gone = [date.fromisoformat(day) for day, _mode in before if (day, _mode) not in history]
    return min([since, *gone])


def _change_base_currency(row: Organization, code: str) -> None:
    if code == row.base_currency:
        return
    if currency_in_use():
        message = _("The base currency is fixed: there are records in a currency already.")
        raise RuleBroken(BASE_CURRENCY_FIXED, message)
    if not Currency.objects.filter(code=code).exists():
        raise invalid("currency_code", _("Add the currency to the organization first."))
    ExchangeRate.objects.all().delete()  # they were in the old base currency
    row.base_currency = code


def _plain(row: Organization) -> dict[str, object]:
    left_out = {"modified_at", "created_at", "delete_requested_at"}
    return {field.name: getattr(row, field.name) for field in row._meta.local_fields if field.name not in left_out}
