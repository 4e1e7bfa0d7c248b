"""Taxes, authorities and exemptions as lists."""

from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.platform.listing import Criteria, Listing, Rows
from daicho.platform.web.cells import Badge, Percent
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.taxes.commands.set_tax_active import set_tax_active
from daicho.taxes.queries.authorities import AuthorityView, authorities
from daicho.taxes.queries.exemptions import ExemptionView, exemptions
from daicho.taxes.queries.tax_list import TAX_LISTING, TaxView, tax_list
from daicho.taxes.web.words import KINDS, TYPES, category_name

Row = TypeVar("Row")


def _activate(ctx: Ctx, tax_id: int) -> None:
    set_tax_active(ctx, tax_id=tax_id, is_active=True)


def _deactivate(ctx: Ctx, tax_id: int) -> None:
    set_tax_active(ctx, tax_id=tax_id, is_active=False)


def _state(row: TaxView) -> Badge:
    return Badge(str(_("Active")), "green") if row.is_active else Badge(str(_("Inactive")), "secondary")


TAXES: ListPage[TaxView] = ListPage(
    name="taxes",
    title=_("Taxes"),
    permission="taxes.view",
    listing=TAX_LISTING,
    rows=tax_list,
    columns=(
        Column("tax_name", _("Name"), lambda row: row.name, sort="tax_name", main=True),
        Column("rate", _("Rate today"), lambda row: Percent(Rate(row.percentage_micro)), align="end"),
        Column("tax_type", _("Kind of tax"), lambda row: TYPES[row.tax_type]),
        Column(
            "category",
            _("Kind of supply"),
            lambda row: "" if row.tax_type == "tax_group" else category_name(row.category),
        ),
        Column("authority", _("Tax authority"), lambda row: row.authority_name, shown=False),
        Column("default", _("Default"), lambda row: Badge(str(_("Default")), "blue") if row.is_default else ""),
        Column("status", _("Status"), _state),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
        Column(
            "last_modified_time", _("Modified"), lambda row: row.modified_at, sort="last_modified_time", shown=False
        ),
    ),
    row_id=lambda row: row.tax_id,
    detail="tax",
    detail_key="tax_id",
    entities=("tax",),
    empty=Empty(
        _("No taxes here"), _("Lines of orders carry these taxes. Make one, or choose another view."), "percentage"
    ),
    views=(
        BuiltInView("active", _("Active"), filter_by="Taxes.Active"),
        BuiltInView("inactive", _("Inactive"), filter_by="Taxes.Inactive"),
        BuiltInView("groups", _("Tax groups"), filter_by="Taxes.TaxGroup"),
    ),
    chips=(Chip("tax_name", _("Name")), Chip("is_active", _("Active"))),
    bulk=(
        BulkAction("activate", _("Mark as active"), "taxes.edit", _activate, _("%(count)s made active.")),
        BulkAction(
            "deactivate", _("Mark as inactive"), "taxes.edit", _deactivate, _("%(count)s made inactive."), icon="ban"
        ),
    ),
    create="tax_create",
    create_label=_("New tax"),
    create_permission="taxes.create",
    muted=lambda row: not row.is_active,
    icon="percentage",
)

_WHOLE = Listing(filters=(), sorts={}, default_sort="id", search=())


def _authorities(ctx: Ctx, *, criteria: Criteria) -> Rows[AuthorityView]:
    return _page(authorities(ctx), criteria)


def _exemptions(ctx: Ctx, *, criteria: Criteria) -> Rows[ExemptionView]:
    return _page(exemptions(ctx), criteria)


def _page(found: list[Row], criteria: Criteria) -> Rows[Row]:
    start = (criteria.page - 1) * criteria.per_page
    return Rows(found[start : start + criteria.per_page], len(found) > start + criteria.per_page, len(found))


AUTHORITIES: ListPage[AuthorityView] = ListPage(
    name="taxauthorities",
    title=_("Tax authorities"),
    permission="taxes.view",
    listing=_WHOLE,
    rows=_authorities,
    columns=(
        Column("name", _("Name"), lambda row: row.name, main=True),
        Column("registration_number", _("Registration number"), lambda row: row.registration_number),
        Column("description", _("Description"), lambda row: row.description),
    ),
    row_id=lambda row: row.authority_id,
    detail="taxauthority_edit",
    detail_key="authority_id",
    entities=("taxauthority",),
    empty=Empty(_("No tax authorities yet"), _("Whom taxes are paid to."), "building-bank"),
    create="taxauthority_create",
    create_label=_("New tax authority"),
    create_permission="taxes.create",
    icon="building-bank",
)

EXEMPTIONS: ListPage[ExemptionView] = ListPage(
    name="taxexemptions",
    title=_("Tax exemptions"),
    permission="taxes.view",
    listing=_WHOLE,
    rows=_exemptions,
    columns=(
        Column("code", _("Reason"), lambda row: row.code, main=True),
        Column("kind", _("Applies to"), lambda row: KINDS[row.kind]),
        Column("description", _("Description"), lambda row: row.description),
    ),
    row_id=lambda row: row.exemption_id,
    detail="taxexemption_edit",
    detail_key="exemption_id",
    entities=("taxexemption",),
    empty=Empty(_("No tax exemptions yet"), _("Reasons why a customer or an item bears no tax."), "percentage"),
    create="taxexemption_create",
    create_label=_("New tax exemption"),
    create_permission="taxes.create",
    icon="percentage",
)
