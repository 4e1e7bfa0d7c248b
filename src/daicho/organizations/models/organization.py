"""The organisation itself: the one table that is not a tenant's, because its id is the tenant."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.ids import new_id


class Organization(models.Model):
    """Profile and preferences, the same in both applications. `id` is the organization_id of every other row."""

    class Mode(models.TextChoices):
        """Whether anything may leave the organisation."""

        LIVE = "live"
        TEST = "test"

    id = SnowflakeField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    country_code = models.CharField(max_length=2, blank=True)
    base_currency = models.CharField(max_length=3)
    fiscal_year_start_month = models.SmallIntegerField(default=1)
    time_zone = models.CharField(max_length=64)
    language_code = models.CharField(max_length=10)
    date_format = models.CharField(max_length=30)
    field_separator = models.CharField(max_length=5, blank=True)
    business_type = models.CharField(max_length=20, default="corporation")
    industry = models.CharField(max_length=100, blank=True)
    industry_size = models.CharField(max_length=100, blank=True)
    street_address1 = models.CharField(max_length=300, blank=True)
    street_address2 = models.CharField(max_length=300, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=100, blank=True)
    zip = models.CharField(max_length=20, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    fax = models.CharField(max_length=50, blank=True)
    website = models.CharField(max_length=200, blank=True)
    org_address = models.TextField(blank=True)
    remit_to_address = models.TextField(blank=True)
    company_id_label = models.CharField(max_length=50, blank=True)
    company_id_value = models.CharField(max_length=50, blank=True)
    tax_id_label = models.CharField(max_length=50, blank=True)
    tax_registration_number = models.CharField(max_length=50, blank=True)
    tax_basis = models.CharField(max_length=10, default="accrual")
    tax_rounding = models.CharField(max_length=10)
    tax_bookkeeping_history = models.JSONField(default=list)
    price_mode = models.CharField(max_length=20, default="tax_exclusive")
    negative_stock = models.CharField(max_length=10, default="warn")
    stock_mode = models.CharField(max_length=20, default="accounting")
    sales_order_closing = models.CharField(max_length=30, default="invoiced_and_shipped")
    invoice_goods = models.CharField(max_length=20, default="by_hand")
    bill_goods = models.CharField(max_length=20, default="by_hand")
    approvals = models.JSONField(default=dict)
    opening_date = models.DateField(null=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.LIVE)
    portal_name = models.CharField(max_length=100, unique=True)
    custom_fields = models.TextField(blank=True)
    logo_file_id = SnowflakeField(null=True)
    seal_file_id = SnowflakeField(null=True)
    delete_requested_at = models.DateTimeField(null=True)
    created_by = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()
