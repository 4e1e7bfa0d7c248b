"""Items, item groups, images and opening stock."""

from django.db import models
from django.db.models.functions import Lower

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class ItemGroup(TenantModel):
    """Items that are variants of one thing; it has no stock of its own (behaviour.md 10)."""

    name = models.CharField(max_length=255)
    unit = models.CharField(max_length=50, blank=True)
    attribute_name1 = models.CharField(max_length=100, blank=True)
    attribute_name2 = models.CharField(max_length=100, blank=True)
    attribute_name3 = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="catalog_group_name")]


class Item(TenantModel):
    """What is sold or bought. Prices are 10^-6 of the base currency for one unit, measures and quantities 10^-6.

    `search_text` holds everything a search looks in, folded (core/search.py): names in either kana, codes, barcodes.
    `tracking` is "batch" or "serial" where each batch or piece is known by its number. `vendor_id` names a contact;
    whoever writes it has checked that it exists.
    """

    name = models.CharField(max_length=255)
    kana = models.CharField(max_length=255, blank=True)
    sku = models.CharField(max_length=100, blank=True)
    item_type = models.CharField(max_length=20)
    product_type = models.CharField(max_length=20)
    combo_type = models.CharField(max_length=8, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    category = models.CharField(max_length=100, blank=True)
    brand = models.CharField(max_length=100, blank=True)
    manufacturer = models.CharField(max_length=100, blank=True)
    upc = models.CharField(max_length=12, blank=True)
    ean = models.CharField(max_length=13, blank=True)
    isbn = models.CharField(max_length=17, blank=True)
    part_number = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    purchase_description = models.CharField(max_length=2000, blank=True)
    rate_micro = models.BigIntegerField(default=0)
    purchase_rate_micro = models.BigIntegerField(default=0)
    is_taxable = models.BooleanField(default=True)
    tax = OrganizationForeignKey("taxes.Tax", null=True, on_delete=models.PROTECT, related_name="+")
    purchase_tax = OrganizationForeignKey("taxes.Tax", null=True, on_delete=models.PROTECT, related_name="+")
    tax_exemption = OrganizationForeignKey("taxes.TaxExemption", null=True, on_delete=models.PROTECT, related_name="+")
    purchase_tax_exemption = OrganizationForeignKey(
        "taxes.TaxExemption", null=True, on_delete=models.PROTECT, related_name="+"
    )
    account = OrganizationForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="+")
    purchase_account = OrganizationForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="+")
    inventory_account = OrganizationForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="+")
    inventory_valuation_method = models.CharField(max_length=4, default="fifo")
    negative_stock = models.CharField(max_length=5, blank=True)
    tracking = models.CharField(max_length=6, blank=True)
    reorder_level_micro = models.BigIntegerField(null=True)
    vendor_id = SnowflakeField(null=True)
    length_micro = models.BigIntegerField(null=True)
    width_micro = models.BigIntegerField(null=True)
    height_micro = models.BigIntegerField(null=True)
    dimension_unit = models.CharField(max_length=5, blank=True)
    weight_micro = models.BigIntegerField(null=True)
    weight_unit = models.CharField(max_length=5, blank=True)
    group = OrganizationForeignKey("catalog.ItemGroup", null=True, on_delete=models.PROTECT, related_name="items")
    attribute_option_name1 = models.CharField(max_length=100, blank=True)
    attribute_option_name2 = models.CharField(max_length=100, blank=True)
    attribute_option_name3 = models.CharField(max_length=100, blank=True)
    hsn_or_sac = models.CharField(max_length=50, blank=True)
    sat_item_key_code = models.CharField(max_length=50, blank=True)
    unitkey_code = models.CharField(max_length=50, blank=True)
    search_text = models.CharField(max_length=2500)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization_id", Lower("sku"), condition=~models.Q(sku=""), name="catalog_item_sku"
            ),
            models.CheckConstraint(
                condition=models.Q(combo_type="")
                | models.Q(combo_type="assembly", item_type="inventory")
                | models.Q(combo_type="kit", item_type="sales"),
                name="catalog_item_composite_type",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "combo_type", "name"],
                condition=~models.Q(combo_type=""),
                name="catalog_item_composite",
            ),
            models.Index(fields=["organization_id", "name", "id"], name="catalog_item_by_name"),
            models.Index(fields=["organization_id", "modified_at"], name="catalog_item_modified"),
            models.Index(fields=["organization_id", "created_at"], name="catalog_item_created"),
            models.Index(fields=["organization_id", "rate_micro"], name="catalog_item_rate"),
            models.Index(fields=["organization_id", "ean"], name="catalog_item_ean"),
            models.Index(fields=["organization_id", "upc"], name="catalog_item_upc"),
        ]


class ItemImage(TenantModel):
    """A picture of an item. The first by `position` is the item's image; one may show its back."""

    item = OrganizationForeignKey("catalog.Item", on_delete=models.CASCADE, related_name="images")
    file = OrganizationForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    is_back = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization_id", "item", "position"], name="catalog_image_order")]


class OpeningStock(TenantModel):
    """Stock that an item starts with, and its cost for one unit, both in 10^-6.

    No location means the primary one. The stock engine posts it on the opening balance date.
    """

    item = OrganizationForeignKey("catalog.Item", on_delete=models.CASCADE, related_name="opening_stock")
    location_id = SnowflakeField(null=True)
    quantity_micro = models.BigIntegerField()
    rate_micro = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "item", "location_id"], name="catalog_opening_stock_place"
            ),
        ]
