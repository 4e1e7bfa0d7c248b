"""The organisations of the demo, and how much has happened there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from daicho.kernel.context import Application
from daicho.kernel.periods import add_months
from daicho.organizations.core.organization import OrganizationFields
from daicho.processes.demo.people import BOOKKEEPER, OWNER, SALES, DemoPerson
from daicho.taxes.core.fields import TaxFields


@dataclass(frozen=True, slots=True)
class History:
    """How much has happened: so many months until today, with a part of the usual sales."""

    months: int
    pace: Decimal

    def start(self, today: date) -> date:
        """Return the first day of what happened: the first of a month."""
        return add_months(today.replace(day=1), -self.months)


SMALL, WHOLE = History(2, Decimal("0.3")), History(24, Decimal(1))
HISTORIES = {"small": SMALL, "whole": WHOLE}
"""What there is to choose from."""


@dataclass(frozen=True, slots=True)
class DemoOrganization:
    """An organisation; `key` names its rows in the data files, `sales` counts the sales of an ordinary month.

    `seller` is who sells there beside the owner, `sales_tax` a tax it has beside those of its country.
    """

    key: str
    owner: DemoPerson
    applications: tuple[Application, ...]
    sales: int
    fields: OrganizationFields
    seller: DemoPerson | None = None
    sales_tax: TaxFields | None = None


SAKURA = DemoOrganization(
    "sakura",
    OWNER,
    ("books", "inventory"),
    sales=12,
    fields={
        "name": "さくら商事株式会社",
        "country": "JP",
        "currency_code": "JPY",
        "language_code": "ja",
        "fiscal_year_start_month": 4,
        "industry": "卸売・小売",
        "zip": "104-0061",
        "state": "東京都",
        "city": "中央区",
        "street_address1": "銀座0-1-2",
        "street_address2": "さくらビル3F",
        "contact_name": "山田 花子",
        "phone": "03-0000-2400",
        "email": "info@sakura.example.jp",
        "website": "https://sakura.example.jp",
        "tax_registration_number": "T8999900000901",
    },
    seller=SALES,
)
HARBOR = DemoOrganization(
    "harbor",
    OWNER,
    ("inventory",),
    sales=11,
    fields={
        "name": "Harbor Goods Inc.",
        "country": "US",
        "currency_code": "USD",
        "language_code": "en",
        "time_zone": "America/Los_Angeles",
        "date_format": "MM/dd/yyyy",
        "industry": "Retail",
        "zip": "94133",
        "state": "CA",
        "city": "San Francisco",
        "street_address1": "1 Example Wharf",
        "contact_name": "Hanako Yamada",
        "phone": "+1 415 555 0100",
        "email": "hello@harbor.example.com",
        "website": "https://harbor.example.com",
    },
    sales_tax={"name": "CA Sales Tax", "percentage_micro": 8_500_000, "is_default": True},
)
MINATO = DemoOrganization(
    "minato",
    OWNER,
    ("books",),
    sales=10,
    fields={
        "name": "株式会社みなと商店",
        "country": "JP",
        "currency_code": "JPY",
        "language_code": "ja",
        "fiscal_year_start_month": 4,
        "industry": "小売",
        "zip": "231-0001",
        "state": "神奈川県",
        "city": "横浜市中区",
        "street_address1": "新港0-2-1",
        "contact_name": "山田 花子",
        "phone": "045-000-2400",
        "email": "info@minato.example.jp",
        "tax_registration_number": "T7999900000902",
    },
)
HINATA = DemoOrganization(
    "hinata",
    BOOKKEEPER,
    ("books",),
    sales=1,
    fields={
        "name": "株式会社ひなた堂",
        "country": "JP",
        "currency_code": "JPY",
        "language_code": "ja",
        "fiscal_year_start_month": 1,
        "industry": "小売",
        "zip": "900-0013",
        "state": "沖縄県",
        "city": "那覇市",
        "street_address1": "牧志0-3-5",
        "contact_name": "田中 真由美",
        "phone": "098-000-2400",
        "email": "info@hinata.example.jp",
        "tax_registration_number": "T6999900000903",
    },
)
ORGANIZATIONS = (SAKURA, HARBOR, MINATO, HINATA)
