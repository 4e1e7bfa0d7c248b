"""Shipping packages of a customer, and changing a shipment."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.documents.queries.choices import choices
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.forms import Suggestions
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import CustomValue, record_fields
from daicho.platform.web.custom_fields import add_custom_fields, empty_fields, given_custom_values
from daicho.platform.web.fields import DateField, ExactNumberField
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.update_shipment import update_shipment
from daicho.sales.core.shipment import ENTITY, ShipmentFields
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.queries.package_detail import package_detail
from daicho.sales.queries.packages_to_ship import PackageToShip, packages_to_ship
from daicho.sales.queries.shipment_detail import shipment_detail
from daicho.stock.queries.movements import movements
from daicho.stock.web.shortage import warn_of_shortage

_COLUMNS = (
    "date", "number", "delivery_method", "tracking_number", "expected_on", "reference", "shipping_charge", "notes",
)  # fmt: skip


class ShipmentForm(DaichoForm):
    """A shipment: the packages that go together, and how they go."""

    sections = (
        Section(_("Packages"), ("packages",)),
        Section(
            _("Shipment"),
            (
                ("date", "number"), ("delivery_method", "tracking_number"), ("expected_on", "shipping_charge"),
                "reference", "notes",
            ),
        ),
    )  # fmt: skip
    packages = forms.MultipleChoiceField(
        label=_("Packages"), widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("Choose at least one package.")},
    )  # fmt: skip
    date = DateField(label=_("Shipment date"))
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    delivery_method = forms.CharField(label=_("Carrier"), required=False, max_length=100, widget=Suggestions())
    tracking_number = forms.CharField(label=_("Tracking number"), required=False, max_length=100)
    expected_on = DateField(label=_("Expected delivery"), required=False)
    shipping_charge = ExactNumberField(label=_("Shipping charge"), required=False, minimum=0)
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=100)
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        ctx: Ctx,
        data: QueryDict | None,
        packages: Sequence[PackageToShip],
        custom: Sequence[CustomValue],
        initial: dict[str, object],
    ) -> None:
        super().__init__(ctx, data, initial=initial)
        offered: dict[str, Any] = dict(self.fields)
        offered["packages"].choices = [
            (str(package.package_id), f"{package.number} · {package.order_number}") for package in packages
        ]
        carriers = choices(ctx, kinds=["delivery_method"])["delivery_method"]
        offered["delivery_method"].widget.entries = [entry.name for entry in carriers]
        self.custom_names = add_custom_fields(self, custom)

    def renames(self) -> Mapping[str, str]:
        """Return how this form calls fields that commands call otherwise."""
        return {
            "shipment_number": "number",
            "package_ids": "packages",
            "expected_delivery_date": "expected_on",
            "delivery_method_id": "delivery_method",
        }

    def entered(self) -> ShipmentFields:
        """Return what was entered."""
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in _COLUMNS if name in self.cleaned_data}
        fields["package_ids"] = [int(package_id) for package_id in self.cleaned_data["packages"]]
        fields["shipping_charge"] = fields.get("shipping_charge") or Decimal(0)
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(self.fields))
        return fields  # type: ignore[return-value]


def ship_package_page(request: PageRequest, package_id: int) -> HttpResponse:
    """Ship a package, with others of the same customer; those that `also` names are ticked as well."""
    view = package_detail(request.ctx, package_id=package_id)
    also = {int(part) for part in request.GET.get("also", "").split(",") if part.isascii() and part.isdigit()}
    back = page_url(request.ctx, "package", package_id=package_id)
    return _create_page(request, view.customer_id, {package_id, *also}, back)


def ship_order_page(request: PageRequest, salesorder_id: int) -> HttpResponse:
    """Ship what is packed of an order."""
    ctx = request.ctx
    order = document_view(ctx, kind=SALES_ORDER, document_id=salesorder_id, with_files=False, with_custom=False)
    back = page_url(ctx, "salesorder", salesorder_id=salesorder_id)
    return _create_page(request, order.contact_id, set(), back, order_id=salesorder_id)


def _create_page(
    request: PageRequest, customer_id: int, ticked: Collection[int], back: str, order_id: int = 0
) -> HttpResponse:
    ctx = request.ctx
    offered = packages_to_ship(ctx, customer_id=customer_id)
    chosen = [package for package in offered if package.package_id in ticked or package.order_id == order_id]
    initial: dict[str, object] = {"date": ctx.today, "packages": [str(package.package_id) for package in chosen]}
    data = request.POST if request.method == "POST" else None
    form = ShipmentForm(ctx, data, offered, empty_fields(ctx, ENTITY), initial)

    def save() -> int:
        made = create_shipment(ctx, fields=form.entered())
        _warn(request, made)
        return made

    editing = Editing(
        title=_("Ship packages"),
        save=save,
        url=lambda shipment_id: page_url(ctx, "shipment", shipment_id=shipment_id),
        message=_("The shipment has been created."),
        cancel_url=back,
        submit=_("Ship"),
    )
    return handle_form(request, form, editing)


def shipment_edit_page(request: PageRequest, shipment_id: int) -> HttpResponse:
    """Change a shipment."""
    ctx = request.ctx
    view = shipment_detail(ctx, shipment_id=shipment_id)
    offered = packages_to_ship(ctx, customer_id=view.customer_id, shipment_id=shipment_id)
    initial: dict[str, object] = {
        "packages": [str(package.package_id) for package in view.packages],
        "date": view.day,
        "number": view.number,
        "delivery_method": view.carrier,
        "tracking_number": view.tracking_number,
        "expected_on": view.expected_on,
        "shipping_charge": view.shipping_charge.value or None,
        "reference": view.reference,
        "notes": view.notes,
    }
    custom = record_fields(ctx, entity=ENTITY, entity_id=shipment_id)
    form = ShipmentForm(ctx, request.POST if request.method == "POST" else None, offered, custom, initial)
    here = page_url(ctx, "shipment", shipment_id=shipment_id)

    def save() -> None:
        update_shipment(ctx, shipment_id=shipment_id, fields=form.entered())
        _warn(request, shipment_id)

    editing = Editing(
        title=view.number,
        save=save,
        url=lambda _nothing: here,
        message=_("The shipment has been updated."),
        cancel_url=here,
        entity=ENTITY,
        entity_id=shipment_id,
    )
    return handle_form(request, form, editing)


def _warn(request: PageRequest, shipment_id: int) -> None:
    """Tell what is below zero by this shipment, where that is allowed."""
    moved = movements(request.ctx, where=Q(source_kind=ENTITY, source_id=shipment_id))
    places = {movement.location_id for movement in moved}
    warn_of_shortage(request, {movement.item_id for movement in moved}, places)
