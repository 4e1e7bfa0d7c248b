"""Packing goods of a sales order, and changing a package."""

from collections.abc import Iterator, Sequence

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from daicho.documents.queries.document_view import document_view
from daicho.documents.web.portions import LINES, TEMPLATE, PortionForm, PortionLine
from daicho.platform.custom_fields import record_fields
from daicho.platform.web.custom_fields import empty_fields
from daicho.platform.web.fields import DateField
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.update_package import update_package
from daicho.sales.core.package import ENTITY, PackageFields
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.queries._package_views import PackageView
from daicho.sales.queries.open_order_lines import OpenLine, open_order_lines
from daicho.sales.queries.package_detail import package_detail

_LABELS = {
    "expected_label": pgettext_lazy("sales order", "Ordered"),
    "done_label": _("Packed"),
    "now_label": _("Quantity to pack"),
}


class PackageForm(PortionForm):
    """A package: its head, and a quantity for every line of the order that is goods."""

    columns = ("number", "date", "notes")
    head = (("date", "number"), ("notes",))
    number_name = "package_number"
    date = DateField(label=_("Date"))
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def entered(self) -> PackageFields:
        """Return what was entered."""
        return self.given()  # type: ignore[return-value]


def _portions(lines: Sequence[OpenLine], view: PackageView | None) -> Iterator[PortionLine]:
    """Yield the goods of the order; a new package proposes what is left to pack."""
    own: dict[int, int] = {}
    for row in view.lines if view else ():
        own[row.order_line_id] = own.get(row.order_line_id, 0) + row.quantity
    for line in lines:
        progress = line.progress
        if progress.is_goods:
            proposed = own.get(progress.line_id, 0) if view else progress.to_be_packed
            texts = (line.name, line.description, line.unit)
            yield PortionLine(progress.line_id, *texts, progress.expected, progress.packed, proposed)


def package_create_page(request: PageRequest, salesorder_id: int) -> HttpResponse:
    """Pack goods of an order: everything that is left stands in the form already."""
    ctx = request.ctx
    order = document_view(ctx, kind=SALES_ORDER, document_id=salesorder_id, with_files=False, with_custom=False)
    lines = list(_portions(open_order_lines(ctx, order_id=salesorder_id), None))
    data = request.POST if request.method == "POST" else None
    form = PackageForm(ctx, data, lines, empty_fields(ctx, ENTITY), {"date": ctx.today})

    def url(package_id: int) -> str:
        ships = request.POST.get("then") == "ship" and ctx.actor.may("shipments.create")
        return page_url(ctx, "package_ship" if ships else "package", package_id=package_id)

    editing = Editing(
        title=_("Pack goods of %(number)s") % {"number": order.number},
        save=lambda: create_package(ctx, order_id=salesorder_id, fields=form.entered()),
        url=url,
        message=_("The package has been created."),
        cancel_url=page_url(ctx, "salesorder", salesorder_id=salesorder_id),
        buttons=(("ship", _("Save and ship")),) if ctx.actor.may("shipments.create") else (),
        template=TEMPLATE,
        more=LINES,
        context={"rows": form.rows(request.formats), **_LABELS},
    )
    return handle_form(request, form, editing)


def package_edit_page(request: PageRequest, package_id: int) -> HttpResponse:
    """Change a package that did not leave yet."""
    ctx = request.ctx
    view = package_detail(ctx, package_id=package_id)
    initial: dict[str, object] = {"number": view.number, "date": view.day, "notes": view.notes}
    lines = list(_portions(open_order_lines(ctx, order_id=view.order_id), view))
    custom = record_fields(ctx, entity=ENTITY, entity_id=package_id)
    form = PackageForm(ctx, request.POST if request.method == "POST" else None, lines, custom, initial)
    here = page_url(ctx, "package", package_id=package_id)
    editing = Editing(
        title=view.number,
        save=lambda: update_package(ctx, package_id=package_id, fields=form.entered()),
        url=lambda _nothing: here,
        message=_("The package has been updated."),
        cancel_url=here,
        entity=ENTITY,
        entity_id=package_id,
        template=TEMPLATE,
        more=LINES,
        context={"rows": form.rows(request.formats), **_LABELS},
    )
    return handle_form(request, form, editing)
