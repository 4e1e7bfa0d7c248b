"""The pages of the chart of accounts."""

from collections.abc import Iterator, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.ledger.commands.create_account import create_account
from daicho.ledger.commands.delete_account import delete_account
from daicho.ledger.commands.set_account_active import set_account_active
from daicho.ledger.commands.update_account import update_account
from daicho.ledger.queries._account_views import AccountView
from daicho.ledger.queries.account_detail import account_detail
from daicho.ledger.queries.account_transactions import account_transactions
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.web.currency_adjustments import PAGES as CURRENCY_ADJUSTMENTS
from daicho.ledger.web.forms import AccountForm, allowed_types
from daicho.ledger.web.journals import PAGES as JOURNALS
from daicho.ledger.web.lists import ACCOUNTS
from daicho.ledger.web.locks import PAGES as LOCKS
from daicho.ledger.web.openings import PAGES as OPENINGS
from daicho.ledger.web.templates import PAGES as TEMPLATES
from daicho.ledger.web.words import CHANGED, SECTIONS, SIDES, account_label, type_badge, type_name
from daicho.platform.custom_fields.references import record_names
from daicho.platform.listing import Criteria
from daicho.platform.web.cells import Badge
from daicho.platform.web.detail import Action, Detail, Tab, action_page, render_detail
from daicho.platform.web.fields import Option, as_id
from daicho.platform.web.forms import Editing, choices_page, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.links import record_link
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url

VIEW, CREATE, EDIT, DELETE = "accounts.view", "accounts.create", "accounts.edit", "accounts.delete"
_TRANSACTIONS = 100
_TABS = (
    Tab("overview", _("Overview"), "ledger/_account.html"),
    Tab("transactions", _("Transactions"), "ledger/_transactions.html"),
)


def account_create_page(request: PageRequest) -> HttpResponse:
    """Make an account; `?types=` limits its types (types or classes by commas), `?parent=` makes a sub-account."""
    ctx = request.ctx
    types = allowed_types(ctx, request.GET.get("types", "") or request.GET.get("account_type", ""))
    parent_id = as_id(request.GET.get("parent", ""))
    above = account_choices(ctx, account_ids=[parent_id]) if parent_id else []
    initial = {"parent_account_id": str(above[0].account_id), "account_type": above[0].account_type} if above else {}
    form = AccountForm(ctx, request.POST if request.method == "POST" else None, types=types, initial=initial)
    editing = Editing(
        title=_("New account"),
        save=lambda: create_account(ctx, fields=form.given()),
        url=lambda account_id: page_url(ctx, "account", account_id=account_id),
        message=_("The account has been created."),
        cancel_url=page_url(ctx, "accounts"),
        option=lambda account_id: Option(
            account_id, account_label(form.cleaned_data["account_name"], form.cleaned_data["account_code"])
        ),
    )
    return handle_form(request, form, editing)


def account_edit_page(request: PageRequest, account_id: int) -> HttpResponse:
    """Change an account."""
    ctx = request.ctx
    account = account_detail(ctx, account_id=account_id)
    data = request.POST if request.method == "POST" else None
    form = AccountForm(ctx, data, types=allowed_types(ctx, ""), account=account)
    here = page_url(ctx, "account", account_id=account_id)
    editing = Editing(
        title=account.name,
        save=lambda: update_account(ctx, account_id=account_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The account has been updated."),
        cancel_url=here,
        entity="account",
        entity_id=account_id,
    )
    return handle_form(request, form, editing)


def account_page(request: PageRequest, account_id: int) -> HttpResponse:
    """Show an account."""
    ctx = request.ctx
    account = account_detail(ctx, account_id=account_id)
    base = request.formats.base_currency
    detail = Detail(
        title=account.name,
        subtitle=account.code,
        list_page="accounts",
        list_label=_("Chart of accounts"),
        entity="account",
        entity_id=account_id,
        badges=tuple(_badges(account)),
        edit_url=page_url(ctx, "account_edit", account_id=account_id) if ctx.actor.may(EDIT) else "",
        primary=_new_sub_account(ctx, account),
        actions=tuple(_actions(ctx, account)),
        tabs=_TABS,
        history=record_history(ctx, request.formats, "account", account_id, CHANGED),
    )
    balance = request.formats.money(Money(account.balance, base))
    context: dict[str, object] = {"account": account, "facts": _facts(account, base), "balance": balance}
    if request.GET.get("tab") == "transactions":
        context |= _transactions(request, account_id)
    return render_detail(request, detail, context=context)


def _badges(account: AccountView) -> Iterator[Badge]:
    yield type_badge(account.account_type)
    if account.system_key:
        yield Badge(gettext("Kept by the system"), "secondary")
    if not account.is_active:
        yield Badge(gettext("Inactive"), "yellow")


def _new_sub_account(ctx: Ctx, account: AccountView) -> Action | None:
    if not ctx.actor.may(CREATE) or account.account_type not in allowed_types(ctx, ""):
        return None
    url = f"{page_url(ctx, 'account_create')}?parent={account.account_id}"
    return Action(_("New sub-account"), url, icon="plus", method="get")


def _actions(ctx: Ctx, account: AccountView) -> Iterator[Action]:
    here = {"account_id": account.account_id}
    if account.system_key:
        return
    if ctx.actor.may(EDIT):
        if account.is_active:
            yield Action(_("Mark as inactive"), page_url(ctx, "account_deactivate", **here), icon="ban")
        else:
            yield Action(_("Mark as active"), page_url(ctx, "account_activate", **here), icon="check")
    if ctx.actor.may(DELETE):
        yield Action(
            _("Delete"),
            page_url(ctx, "account_delete", **here),
            icon="trash",
            confirm=_("Delete this account?"),
            danger=True,
        )


def _facts(account: AccountView, base: str) -> list[tuple[str, str]]:
    return [
        (gettext("Account type"), type_name(account.account_type)),
        (gettext("Section of the statements"), str(SECTIONS.get(account.section, account.section))),
        (gettext("Normal balance"), str(SIDES[account.normal_balance])),
        (gettext("Parent account"), account.parent_name),
        (gettext("Currency"), account.currency_code or base),
        (gettext("Tax code"), account.default_tax_code),
        (gettext("Description"), account.description),
    ]


def _transactions(request: PageRequest, account_id: int) -> dict[str, object]:
    criteria = Criteria(per_page=_TRANSACTIONS)
    page = account_transactions(request.ctx, account_id=account_id, criteria=criteria)
    contacts = [row.contact_id for row in page.rows if row.contact_id]
    names = record_names(request.ctx, entity="contact", record_ids=contacts)
    rows = [
        {
            "day": request.formats.date(row.day),
            "number": row.source_number,
            "kind": record_link(request.ctx, row.source_kind, row.source_id)[0],
            "url": record_link(request.ctx, row.source_kind, row.source_id)[1],
            "contact": names.get(row.contact_id, ""),
            "debit": request.formats.money(Money(row.amount, row.currency_code)) if row.amount > 0 else "",
            "credit": request.formats.money(Money(-row.amount, row.currency_code)) if row.amount < 0 else "",
        }
        for row in page.rows
    ]
    report = find_page_url(request.ctx, "report", report_name="accounttransactions")
    may_see = report and request.ctx.actor.may("reports.view")
    return {
        "transactions": rows,
        "has_more": page.has_more,
        "report_url": f"{report}?account_id={account_id}&basis=accrual" if may_see else "",
    }


def _choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    types = allowed_types(ctx, query["types"]) if query.get("types") else None
    without = query.get("without", "").split(",")
    words = text.casefold().split()
    found = [
        Option(choice.account_id, account_label(choice.name, choice.code), type_name(choice.account_type))
        for choice in account_choices(ctx, types=types)
        if choice.account_type not in without
        and all(word in f"{choice.code} {choice.name}".casefold() for word in words)
    ]
    return found[:50]


def _activate(ctx: Ctx, account_id: int) -> None:
    set_account_active(ctx, account_id=account_id, is_active=True)


def _deactivate(ctx: Ctx, account_id: int) -> None:
    set_account_active(ctx, account_id=account_id, is_active=False)


_ACCOUNT = "accounts/<id:account_id>/"
PAGES: list[Page] = [
    *CURRENCY_ADJUSTMENTS,
    *JOURNALS,
    *LOCKS,
    *OPENINGS,
    *TEMPLATES,
    *list_pages(ACCOUNTS, "accounts/"),
    Page("accounts/new/", "account_create", CREATE, account_create_page, CREATE),
    choices_page("accounts/choices/", "account_choices", VIEW, _choices),
    Page(_ACCOUNT, "account", VIEW, account_page),
    Page(f"{_ACCOUNT}edit/", "account_edit", EDIT, account_edit_page, EDIT),
    action_page(
        f"{_ACCOUNT}activate/",
        "account_activate",
        VIEW,
        EDIT,
        _activate,
        message=_("The account has been marked as active."),
        then="account",
        undo="account_deactivate",
    ),
    action_page(
        f"{_ACCOUNT}deactivate/",
        "account_deactivate",
        VIEW,
        EDIT,
        _deactivate,
        message=_("The account has been marked as inactive."),
        then="account",
        undo="account_activate",
    ),
    action_page(
        f"{_ACCOUNT}delete/",
        "account_delete",
        VIEW,
        DELETE,
        lambda ctx, account_id: delete_account(ctx, account_id=account_id),
        message=_("The account has been deleted."),
        then="accounts",
        keep=False,
    ),
]
