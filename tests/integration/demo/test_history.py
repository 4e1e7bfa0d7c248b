"""The history of the demo: the same for the same day, with every kind of document."""

from dataclasses import replace
from decimal import Decimal

import pytest

from daicho.identity.commands.create_user import create_user
from daicho.kernel.context import system_actor
from daicho.payments.kinds import PAYMENT_KINDS
from daicho.payments.models import Payment
from daicho.platform.work import reading
from daicho.processes.commands._demo_organization import make_demo_organization
from daicho.processes.demo.organizations import HINATA, MINATO, History
from daicho.processes.demo.people import PASSWORD, PEOPLE
from daicho.purchases.kinds import BILL, PURCHASE_ORDER
from daicho.purchases.models import LandedCost, PurchaseReceive
from daicho.reporting.queries.organizations import all_organizations
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import ESTIMATE, INVOICE, RETAINER_INVOICE, SALES_ORDER
from daicho.stock.models import BatchLine
from tests.build.context import context

pytestmark = pytest.mark.django_db
KINDS = (ESTIMATE, SALES_ORDER, INVOICE, RETAINER_INVOICE, PURCHASE_ORDER, BILL)


@pytest.fixture
def outside():
    ctx = replace(context(0), actor=system_actor())
    for person in PEOPLE:
        create_user(ctx, email=person.email, password=PASSWORD, name=person.name, locale=person.locale)
    return ctx


def documents(organization_id):
    """Return what was told in an organisation, without what the clock of the machine decides."""
    with reading(context(organization_id)):
        return [
            sorted(kind.header.objects.values_list("number", "date", "due", "state", "contact__name", "total_minor"))
            for kind in KINDS
        ] + [sorted(Payment.objects.values_list("number", "date", "contact__name", "amount_minor"))]


def test_the_same_is_told_every_time(outside):
    heard = []
    for _time in range(2):
        make_demo_organization(outside, HINATA, History(2, Decimal(3)), heard.append)
    first, second = (documents(row.organization_id) for row in all_organizations(outside))
    assert first == second
    assert sum(map(len, first)) > 10
    assert heard == sorted(heard[: len(heard) // 2]) * 2
    assert heard[-1] == Decimal(1)


def test_business_of_every_kind_is_told_and_agrees_with_itself(outside):
    make_demo_organization(outside, MINATO, History(4, Decimal(1)), lambda part: None)
    (row,) = all_organizations(outside)
    ctx = context(row.organization_id)
    with reading(ctx):
        found = [kind.header.objects.values_list("date", flat=True) for kind in KINDS]
        assert all(found)
        assert max(day for days in found for day in days) <= ctx.today
        assert set(Payment.objects.values_list("kind", flat=True)) == set(PAYMENT_KINDS)
        assert PurchaseReceive.objects.exists()
        named = BatchLine.objects.filter(quantity_micro__gt=0).values_list("batch__item__tracking", flat=True)
        assert set(named) == {"batch", "serial"}
        assert LandedCost.objects.exists()
        rates = INVOICE.line.objects.values_list("document_id", "tax_percentage_micro").distinct()
        assert {8_000_000, 10_000_000} <= {rate for _document, rate in rates}
        assert set(INVOICE.header.objects.values_list("currency_code", flat=True)) == {"JPY", "USD"}
    assert not list(verify(ctx))
