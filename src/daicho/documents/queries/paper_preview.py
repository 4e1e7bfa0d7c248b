"""A made-up document on the paper as it would be: what the settings show while somebody changes them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from daicho.documents.core.address import Address
from daicho.documents.core.kind import Kind
from daicho.documents.core.paper_style import PaperStyle, filled
from daicho.documents.core.state import State
from daicho.documents.core.templates import template_by_key
from daicho.documents.letterhead import NO_PICTURES
from daicho.documents.printing import Unprintable, svg_of
from daicho.documents.queries._paper import Paper, paper_data
from daicho.documents.queries._printed import pictures_of
from daicho.documents.queries._views import DocumentView, LineView, Reader
from daicho.documents.tax_rows import TaxRow
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO, Quantity, Rate
from daicho.kernel.money import Money
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats
from daicho.taxes.core.category import Category


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """The first page as a picture (SVG), and the letter with its placeholders filled."""

    picture: bytes
    subject: str
    body: str


def paper_preview(
    ctx: Ctx, *, kind: Kind, template: str, style: PaperStyle, language: str, letter: Mapping[str, str]
) -> PaperPreview:
    """Return how a document of `kind` and its letter would look; nothing is written."""
    profile = organization_profile(ctx)
    with override(language):
        view = _sample(ctx, profile.base_currency)
        paper = Paper(kind, view, profile, pictures_of(ctx, profile), style=style)
        key = template_by_key(template).key
        try:
            picture = svg_of(key, paper_data([paper], language), at=ctx.now)
        except Unprintable:  # a picture that is none
            picture = svg_of(key, paper_data([replace(paper, pictures=NO_PICTURES)], language), at=ctx.now)
        formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
        values = {
            "greeting": f"{view.contact.name} 御中" if language == "ja" else f"Dear {view.contact.name},",
            "number": view.number,
            "date": formats.date(view.date),
            "due": formats.date(view.due),
            "total": formats.money(view.total),
            "balance": formats.money(view.total),
            "sender": ctx.actor.name,
            "organization": profile.name,
            "link": f"{settings.DAICHO_PUBLIC_URL}/share/…/",
        }
    return PaperPreview(picture, *(filled(letter[part], values) for part in ("subject", "body")))


def _sample(ctx: Ctx, currency: str) -> DocumentView:
    """Return a document of two lines, one of them at a reduced rate."""

    def money(value: int) -> Money:
        return Money.of(Decimal(value), currency)

    lines = [
        _line(1, _("Green tea, 100 g"), 10, money(1080), Category.REDUCED, 8, money(864)),
        _line(2, _("Teapot"), 2, money(3500), Category.STANDARD, 10, money(700)),
    ]
    taxes = [
        TaxRow(1, _("Reduced rate"), 8 * MICRO, money(10_800).minor, money(864).minor),
        TaxRow(2, _("Standard rate"), 10 * MICRO, money(7_000).minor, money(700).minor),
    ]
    address = Address(address="1-2-3", city=_("Yokohama"), zip="220-0001")
    nothing = datetime(2026, 1, 1, tzinfo=UTC)
    return DocumentView(
        document_id=0, number="0001", reference="A-77", contact_id=0,
        contact=Reader(_("Example Trading"), _("Example Trading"), "business", "ja"),
        location_id=None, location_name="", due=ctx.today + timedelta(days=30), date=ctx.today, state=State.OPEN,
        style=PaperStyle(), substatus="", state_reason="", currency_code=currency,
        base_currency=currency,
        exchange_rate=Rate(MICRO), is_inclusive_tax=False, discount="", discount_type="entity_level",
        is_discount_before_tax=True, sub_total=money(17_800), discount_amount=money(0), shipping_charge=money(0),
        shipping_tax_id=None, tax_total=money(1_564), adjustment=money(0), adjustment_description="", withholding="",
        withheld=money(0), total=money(19_364), base_total=money(19_364), applied=money(0), taxes=taxes,
        payment_terms_code="", payment_terms_label="", salesperson_id=None, salesperson_name="",
        delivery_method_id=None, delivery_method="", billing_address=address, shipping_address=address, attention="",
        person_ids=(), notes=_("Thank you for your business."), terms=_("Goods remain ours until they are paid."),
        template="", is_emailed=False, submitted_by_id=None, approved_by_id=None, created_by_id=None,
        created_at=nothing, modified_at=nothing, extra={}, lines=lines, custom=(), attachments=(),
    )  # fmt: skip


def _line(place: int, name: str, quantity: int, price: Money, category: str, percent: int, tax: Money) -> LineView:
    return LineView(
        line_id=place, position=place, item_id=None, item_name=name, sku=f"T-{place}", item_type="sales",
        product_type="goods", combo_type="", account_id=None, account_name="", location_id=None, location_name="",
        tax_id=place, tax_name="", tax_type="tax", tax_category=category, tax_percentage=Rate(percent * MICRO),
        name=name, description=_("With a short description"), unit=_("pcs"), quantity=Quantity(quantity * MICRO),
        rate=Rate.of(price.value), discount="", discount_amount=price - price,
        amount=Money(price.minor * quantity, price.currency), tax_amount=tax, extra={},
    )  # fmt: skip
