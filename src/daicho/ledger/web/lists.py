"""The chart of accounts as a page."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.ledger.commands.delete_account import delete_account
from daicho.ledger.commands.set_account_active import set_account_active
from daicho.ledger.core.account_type import ACCOUNT_TYPES
from daicho.ledger.queries.list_accounts import ACCOUNT_LISTING, AccountRow, list_accounts
from daicho.ledger.web.words import SECTIONS, class_name, type_badge, type_name
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.listing import Criteria, Rows
from daicho.platform.web.cells import Badge
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage

_WHOLE_CHART = 5000
_ORDER = {key: place for place, key in enumerate(ACCOUNT_TYPES)}


def _rows(ctx: Ctx, *, criteria: Criteria) -> Rows[tuple[AccountRow, str]]:
    """Return the accounts; without another order asked for as a tree, by type, sub-accounts below their accounts."""
    base = organization_profile(ctx).base_currency
    if criteria.sort:
        page = list_accounts(ctx, criteria=criteria)
        return Rows([(row, base) for row in page.rows], page.has_more, page.total)
    page = list_accounts(ctx, criteria=replace(criteria, page=1, per_page=_WHOLE_CHART))
    ordered = _as_tree(list(page.rows))
    start = (criteria.page - 1) * criteria.per_page
    shown = ordered[start : start + criteria.per_page]
    return Rows([(row, base) for row in shown], start + len(shown) < len(ordered), page.total)


def _as_tree(rows: list[AccountRow]) -> list[AccountRow]:
    by_id = {row.account_id: row for row in rows}

    def place(row: AccountRow) -> tuple[tuple[int, str, str], ...]:
        above = by_id.get(row.parent_id) if row.parent_id else None
        return (*(place(above) if above else ()), (_ORDER[row.account_type], row.code or "~", row.name))

    return sorted(rows, key=place)


def _name(line: tuple[AccountRow, str]) -> str:
    row = line[0]
    return f"{'　' * row.depth}{row.name}"


def _activate(ctx: Ctx, account_id: int) -> None:
    set_account_active(ctx, account_id=account_id, is_active=True)


def _deactivate(ctx: Ctx, account_id: int) -> None:
    set_account_active(ctx, account_id=account_id, is_active=False)


def _delete(ctx: Ctx, account_id: int) -> None:
    delete_account(ctx, account_id=account_id)


ACCOUNTS: ListPage[tuple[AccountRow, str]] = ListPage(
    name="accounts",
    title=_("Chart of accounts"),
    permission="accounts.view",
    listing=ACCOUNT_LISTING,
    rows=_rows,
    columns=(
        Column("account_code", _("Account code"), lambda line: line[0].code, sort="account_code"),
        Column("account_name", _("Account name"), _name, sort="account_name", main=True),
        Column(
            "account_type",
            _("Account type"),
            lambda line: type_badge(line[0].account_type),
            sort="account_type",
            shown=False,  # the headings say it
        ),
        Column(
            "section",
            _("Section of the statements"),
            lambda line: SECTIONS.get(line[0].section, line[0].section),
            shown=False,
        ),
        Column("parent", _("Parent account"), lambda line: line[0].parent_name, shown=False),
        Column("description", _("Description"), lambda line: line[0].description, shown=False),
        Column("balance", _("Balance"), lambda line: Money(line[0].balance, line[1]), align="end"),
        Column(
            "system",
            _("Kept by the system"),
            lambda line: Badge(str(_("System")), "secondary") if line[0].system_key else "",
        ),
        Column("created_time", _("Created"), lambda line: line[0].created_at, sort="created_time", shown=False),
        Column(
            "last_modified_time",
            _("Modified"),
            lambda line: line[0].modified_at,
            sort="last_modified_time",
            shown=False,
        ),
    ),
    row_id=lambda line: line[0].account_id,
    detail="account",
    detail_key="account_id",
    entities=("account",),
    empty=Empty(
        _("No accounts here"),
        _("The chart of accounts says what is posted where. Make an account, or choose another view."),
        icon="list-details",
    ),
    views=(
        BuiltInView("active", _("Active"), filter_by="AccountType.Active"),
        BuiltInView("inactive", _("Inactive"), filter_by="AccountType.Inactive"),
        BuiltInView("assets", _("Asset"), filter_by="AccountType.Asset"),
        BuiltInView("liabilities", _("Liability"), filter_by="AccountType.Liability"),
        BuiltInView("equity", _("Equity"), filter_by="AccountType.Equity"),
        BuiltInView("income", _("Income"), filter_by="AccountType.Income"),
        BuiltInView("expenses", _("Costs and expenses"), filter_by="AccountType.Expense"),
    ),
    chips=(
        Chip("account_name", _("Account name")),
        Chip("account_code", _("Account code")),
        Chip(
            "account_type", _("Account type"), choices=tuple((key, _(kind.name)) for key, kind in ACCOUNT_TYPES.items())
        ),
        Chip("is_active", _("Active")),
    ),
    bulk=(
        BulkAction("activate", _("Mark as active"), "accounts.edit", _activate, _("%(count)s made active.")),
        BulkAction(
            "deactivate", _("Mark as inactive"), "accounts.edit", _deactivate, _("%(count)s made inactive."), icon="ban"
        ),
        BulkAction(
            "delete",
            _("Delete"),
            "accounts.delete",
            _delete,
            _("%(count)s deleted."),
            icon="trash",
            confirm=_("Delete the ticked accounts?"),
            danger=True,
        ),
    ),
    create="account_create",
    create_label=_("New account"),
    create_permission="accounts.create",
    imports="accounts_import",
    imports_permission="exchange.create",
    muted=lambda line: not line[0].is_active,
    heading=lambda line: f"{class_name(line[0].account_type)} › {type_name(line[0].account_type)}",
    per_page=300,
    icon="list-details",
)
