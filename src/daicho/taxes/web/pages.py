"""The pages of taxes."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.web.cells import Badge
from daicho.platform.web.detail import Action, Detail, action_page, render_detail
from daicho.platform.web.fields import Option
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.taxes.commands.create_tax import create_tax
from daicho.taxes.commands.create_tax_group import create_tax_group
from daicho.taxes.commands.delete_tax import delete_tax
from daicho.taxes.commands.delete_tax_rate import delete_tax_rate
from daicho.taxes.commands.set_tax_active import set_tax_active
from daicho.taxes.commands.update_tax import update_tax
from daicho.taxes.commands.update_tax_group import update_tax_group
from daicho.taxes.queries.tax_list import TaxView, tax_list
from daicho.taxes.web.forms import GroupForm, RateForm, TaxForm
from daicho.taxes.web.lists import TAXES
from daicho.taxes.web.others import PAGES as OTHERS
from daicho.taxes.web.words import CHANGED, TYPES, category_name

VIEW, CREATE, EDIT, DELETE = "taxes.view", "taxes.create", "taxes.edit", "taxes.delete"


def tax_create_page(request: PageRequest) -> HttpResponse:
    """Make a tax."""
    ctx = request.ctx
    form = TaxForm(ctx, request.POST if request.method == "POST" else None)
    editing = Editing(
        title=_("New tax"),
        save=lambda: create_tax(ctx, fields=form.given()),
        url=lambda tax_id: page_url(ctx, "tax", tax_id=tax_id),
        message=_("The tax has been created."),
        cancel_url=page_url(ctx, "taxes"),
        option=lambda tax_id: Option(tax_id, form.cleaned_data["tax_name"]),
    )
    return handle_form(request, form, editing)


def tax_edit_page(request: PageRequest, tax_id: int) -> HttpResponse:
    """Change a tax, or the name and members of a group."""
    ctx = request.ctx
    tax = tax_list(ctx, tax_id=tax_id).rows[0]
    data, here = request.POST if request.method == "POST" else None, page_url(ctx, "tax", tax_id=tax_id)
    form: TaxForm | GroupForm
    if tax.tax_type == "tax_group":
        form = group_form = GroupForm(ctx, data, group=tax)

        def save() -> None:
            update_tax_group(ctx, group_id=tax_id, fields=group_form.given())

    else:
        form = tax_form = TaxForm(ctx, data, tax=tax)

        def save() -> None:
            update_tax(ctx, tax_id=tax_id, fields=tax_form.given())

    editing = Editing(
        title=tax.name,
        save=save,
        url=lambda _nothing: here,
        message=_("The tax has been updated."),
        cancel_url=here,
        entity="tax",
        entity_id=tax_id,
    )
    return handle_form(request, form, editing)


def group_create_page(request: PageRequest) -> HttpResponse:
    """Make a group of taxes."""
    ctx = request.ctx
    form = GroupForm(ctx, request.POST if request.method == "POST" else None)
    editing = Editing(
        title=_("New tax group"),
        save=lambda: create_tax_group(ctx, fields=form.given()),
        url=lambda group_id: page_url(ctx, "tax", tax_id=group_id),
        message=_("The tax group has been created."),
        cancel_url=page_url(ctx, "taxes"),
    )
    return handle_form(request, form, editing)


def rate_create_page(request: PageRequest, tax_id: int) -> HttpResponse:
    """Give a tax another rate from a day on."""
    ctx = request.ctx
    tax = tax_list(ctx, tax_id=tax_id, group=False).rows[0]
    form, here = RateForm(ctx, request.POST if request.method == "POST" else None), page_url(ctx, "tax", tax_id=tax_id)
    editing = Editing(
        title=gettext("New rate of %(name)s") % {"name": tax.name},
        save=lambda: update_tax(ctx, tax_id=tax_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The tax has been updated."),
        cancel_url=here,
    )
    return handle_form(request, form, editing)


def tax_page(request: PageRequest, tax_id: int) -> HttpResponse:
    """Show a tax with its rates, or a group with its members."""
    ctx = request.ctx
    tax = tax_list(ctx, tax_id=tax_id).rows[0]
    is_group = tax.tax_type == "tax_group"
    primary = None
    if ctx.actor.may(EDIT) and not is_group:
        primary = Action(_("New rate"), page_url(ctx, "tax_rate_create", tax_id=tax_id), icon="plus", method="get")
    detail = Detail(
        title=tax.name,
        subtitle=request.formats.percent(Rate(tax.percentage_micro)),
        list_page="taxes",
        list_label=_("Taxes"),
        entity="tax",
        entity_id=tax_id,
        badges=tuple(_badges(tax)),
        edit_url=page_url(ctx, "tax_edit", tax_id=tax_id) if ctx.actor.may(EDIT) else "",
        primary=primary,
        actions=tuple(_actions(ctx, tax)),
        history=record_history(ctx, request.formats, "tax", tax_id, CHANGED),
    )
    context = {"facts": _facts(ctx, tax), "rates": _rates(request, tax), "members": _members(request, tax)}
    return render_detail(request, detail, "taxes/tax.html", context)


def _badges(tax: TaxView) -> Iterator[Badge]:
    yield Badge(str(TYPES[tax.tax_type]), "blue")
    if tax.is_default:
        yield Badge(gettext("Default"), "green")
    if not tax.is_active:
        yield Badge(gettext("Inactive"), "yellow")


def _actions(ctx: Ctx, tax: TaxView) -> Iterator[Action]:
    here = {"tax_id": tax.tax_id}
    if ctx.actor.may(CREATE):
        yield Action(_("New tax group"), page_url(ctx, "taxgroup_create"), icon="plus", method="get")
    if ctx.actor.may(EDIT):
        if tax.is_active:
            yield Action(_("Mark as inactive"), page_url(ctx, "tax_deactivate", **here), icon="ban")
        else:
            yield Action(_("Mark as active"), page_url(ctx, "tax_activate", **here), icon="check")
    if ctx.actor.may(DELETE):
        yield Action(
            _("Delete"), page_url(ctx, "tax_delete", **here), icon="trash", confirm=_("Delete this tax?"), danger=True
        )


def _facts(ctx: Ctx, tax: TaxView) -> list[tuple[str, str]]:
    account = account_choices(ctx, account_ids=[tax.purchase_account_id]) if tax.purchase_account_id else []
    return [
        (gettext("Kind of tax"), str(TYPES[tax.tax_type])),
        (gettext("Kind of supply"), "" if tax.tax_type == "tax_group" else category_name(tax.category)),
        (gettext("Tax authority"), tax.authority_name),
        (gettext("Account of tax that is not recovered"), account[0].name if account else ""),
    ]


def _rates(request: PageRequest, tax: TaxView) -> list[dict[str, object]]:
    ctx = request.ctx
    starts = [rate.valid_from for rate in tax.rates if rate.valid_from is None or rate.valid_from <= ctx.today]
    return [
        {
            "from": request.formats.date(rate.valid_from) or gettext("Since ever"),
            "rate": request.formats.percent(Rate(rate.percentage_micro)),
            "current": bool(starts) and rate.valid_from == starts[-1],
            "remove_url": page_url(ctx, "tax_rate_delete", tax_id=tax.tax_id, rate_id=rate.rate_id)
            if rate.valid_from and rate.valid_from > ctx.today and ctx.actor.may(EDIT)
            else "",
        }
        for rate in tax.rates
    ]


def _members(request: PageRequest, tax: TaxView) -> list[dict[str, str]]:
    return [
        {
            "name": member.name,
            "rate": request.formats.percent(Rate(member.percentage_micro(request.ctx.today))),
            "url": page_url(request.ctx, "tax", tax_id=member.tax_id),
        }
        for member in tax.members
    ]


def _delete(ctx: Ctx, tax_id: int) -> None:
    delete_tax(ctx, tax_id=tax_id, group=tax_list(ctx, tax_id=tax_id).rows[0].tax_type == "tax_group")


def _activate(ctx: Ctx, tax_id: int) -> None:
    set_tax_active(ctx, tax_id=tax_id, is_active=True)


def _deactivate(ctx: Ctx, tax_id: int) -> None:
    set_tax_active(ctx, tax_id=tax_id, is_active=False)


def _delete_rate(ctx: Ctx, tax_id: int, rate_id: int) -> None:
    delete_tax_rate(ctx, tax_id=tax_id, rate_id=rate_id)


_TAX = "taxes/<id:tax_id>/"
PAGES: list[Page] = [
    *list_pages(TAXES, "taxes/"),
    *OTHERS,
    Page("taxes/new/", "tax_create", CREATE, tax_create_page, CREATE),
    Page("taxes/groups/new/", "taxgroup_create", CREATE, group_create_page, CREATE),
    Page(_TAX, "tax", VIEW, tax_page),
    Page(f"{_TAX}edit/", "tax_edit", EDIT, tax_edit_page, EDIT),
    Page(f"{_TAX}rates/new/", "tax_rate_create", EDIT, rate_create_page, EDIT),
    action_page(
        f"{_TAX}rates/<id:rate_id>/delete/",
        "tax_rate_delete",
        VIEW,
        EDIT,
        _delete_rate,
        message=_("The rate has been removed."),
        then="taxes",
        keep=False,
    ),
    action_page(
        f"{_TAX}activate/",
        "tax_activate",
        VIEW,
        EDIT,
        _activate,
        message=_("The tax has been marked as active."),
        then="tax",
        undo="tax_deactivate",
    ),
    action_page(
        f"{_TAX}deactivate/",
        "tax_deactivate",
        VIEW,
        EDIT,
        _deactivate,
        message=_("The tax has been marked as inactive."),
        then="tax",
        undo="tax_activate",
    ),
    action_page(
        f"{_TAX}delete/",
        "tax_delete",
        VIEW,
        DELETE,
        _delete,
        message=_("The tax has been deleted."),
        then="taxes",
        keep=False,
    ),
]
