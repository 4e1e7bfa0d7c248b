"""The pages of tax authorities and tax exemptions."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop
from daicho.platform.web.detail import action_page
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.taxes.commands.create_tax_authority import create_tax_authority
from daicho.taxes.commands.create_tax_exemption import create_tax_exemption
from daicho.taxes.commands.delete_tax_authority import delete_tax_authority
from daicho.taxes.commands.delete_tax_exemption import delete_tax_exemption
from daicho.taxes.commands.update_tax_authority import update_tax_authority
from daicho.taxes.commands.update_tax_exemption import update_tax_exemption
from daicho.taxes.queries.authorities import authorities
from daicho.taxes.queries.exemptions import exemptions
from daicho.taxes.web.forms import AuthorityForm, ExemptionForm
from daicho.taxes.web.lists import AUTHORITIES, EXEMPTIONS


def authority_create_page(request: PageRequest) -> HttpResponse:
    """Make a tax authority."""
    ctx = request.ctx
    form = AuthorityForm(ctx, request.POST if request.method == "POST" else None)
    editing = Editing(
        title=_("New tax authority"),
        save=lambda: create_tax_authority(ctx, fields=form.given()),
        url=lambda _id: page_url(ctx, "taxauthorities"),
        message=_("The tax authority has been created."),
        cancel_url=page_url(ctx, "taxauthorities"),
    )
    return handle_form(request, form, editing)


def authority_edit_page(request: PageRequest, authority_id: int) -> HttpResponse:
    """Change a tax authority."""
    ctx = request.ctx
    found = authorities(ctx, authority_id=authority_id)
    if not found:
        raise NotFound(noop("Tax authority does not exist."))
    form = AuthorityForm(ctx, request.POST if request.method == "POST" else None, authority=found[0])
    editing = Editing(
        title=found[0].name,
        save=lambda: update_tax_authority(ctx, authority_id=authority_id, fields=form.given()),
        url=lambda _nothing: page_url(ctx, "taxauthorities"),
        message=_("The tax authority has been updated."),
        cancel_url=page_url(ctx, "taxauthorities"),
        entity="taxauthority",
        entity_id=authority_id,
        template="taxes/form.html",
        context={"delete_url": page_url(ctx, "taxauthority_delete", authority_id=authority_id)}
        if ctx.actor.may("taxes.delete")
        else {},
    )
    return handle_form(request, form, editing)


def exemption_create_page(request: PageRequest) -> HttpResponse:
    """Make a tax exemption."""
    ctx = request.ctx
    form = ExemptionForm(ctx, request.POST if request.method == "POST" else None)
    editing = Editing(
        title=_("New tax exemption"),
        save=lambda: create_tax_exemption(ctx, fields=form.given()),
        url=lambda _id: page_url(ctx, "taxexemptions"),
        message=_("The tax exemption has been created."),
        cancel_url=page_url(ctx, "taxexemptions"),
    )
    return handle_form(request, form, editing)


def exemption_edit_page(request: PageRequest, exemption_id: int) -> HttpResponse:
    """Change a tax exemption."""
    ctx = request.ctx
    found = exemptions(ctx, exemption_ids=[exemption_id])
    if not found:
        raise NotFound(noop("Tax exemption does not exist."))
    form = ExemptionForm(ctx, request.POST if request.method == "POST" else None, exemption=found[0])
    editing = Editing(
        title=found[0].code,
        save=lambda: update_tax_exemption(ctx, exemption_id=exemption_id, fields=form.given()),
        url=lambda _nothing: page_url(ctx, "taxexemptions"),
        message=_("The tax exemption has been updated."),
        cancel_url=page_url(ctx, "taxexemptions"),
        entity="taxexemption",
        entity_id=exemption_id,
        template="taxes/form.html",
        context={"delete_url": page_url(ctx, "taxexemption_delete", exemption_id=exemption_id)}
        if ctx.actor.may("taxes.delete")
        else {},
    )
    return handle_form(request, form, editing)


VIEW, CREATE, EDIT, DELETE = "taxes.view", "taxes.create", "taxes.edit", "taxes.delete"
_AUTHORITY, _EXEMPTION = "taxes/authorities/<id:authority_id>/", "taxes/exemptions/<id:exemption_id>/"
PAGES: list[Page] = [
    *list_pages(AUTHORITIES, "taxes/authorities/"),
    *list_pages(EXEMPTIONS, "taxes/exemptions/"),
    Page("taxes/authorities/new/", "taxauthority_create", CREATE, authority_create_page, CREATE),
    Page(_AUTHORITY, "taxauthority_edit", EDIT, authority_edit_page, EDIT),
    action_page(
        f"{_AUTHORITY}delete/",
        "taxauthority_delete",
        VIEW,
        DELETE,
        lambda ctx, authority_id: delete_tax_authority(ctx, authority_id=authority_id),
        message=_("The tax authority has been deleted."),
        then="taxauthorities",
        keep=False,
    ),
    Page("taxes/exemptions/new/", "taxexemption_create", CREATE, exemption_create_page, CREATE),
    Page(_EXEMPTION, "taxexemption_edit", EDIT, exemption_edit_page, EDIT),
    action_page(
        f"{_EXEMPTION}delete/",
        "taxexemption_delete",
        VIEW,
        DELETE,
        lambda ctx, exemption_id: delete_tax_exemption(ctx, exemption_id=exemption_id),
        message=_("The tax exemption has been deleted."),
        then="taxexemptions",
        keep=False,
    ),
]
