"""A lawyer's invoice, of which the customer withholds income tax, and the same seen by the customer (japan.md 5.5)."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.documents.queries.document_pdf import document_pdf
from daicho.kernel.errors import InvalidInput
from daicho.ledger.models import JournalLine
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import INVOICE
from daicho.sales.models import Invoice
from daicho.taxes.queries.tax_definitions import tax_definitions
from tests.build.bills import make_bill
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db

KEYS = ("accounts_receivable", "accounts_payable", "withholding_receivable", "withholding_payable", "output_tax")


@pytest.fixture
def ctx():
    return make_organization(country="JP", language_code="ja", opening_date=date(2026, 1, 1))


@pytest.fixture
def fee(ctx):
    """A line of 100,000 yen and ten per cent of tax."""
    with reading(ctx):
        tax_id = next(tax.tax_id for tax in tax_definitions(ctx).values() if tax.is_default)
    return line(None, 1, name="顧問料", rate=100_000, tax_id=tax_id)


def books(ctx):
    with reading(ctx):
        accounts = system_accounts(ctx, keys=KEYS)
        found = list(JournalLine.objects.values_list("account_id", "amount_minor"))
    return [sum(amount for account_id, amount in found if account_id == accounts[key]) for key in KEYS]


def test_the_customer_owes_what_is_left_and_the_paper_says_so(ctx, fee):
    invoice = make_invoice(ctx, make_customer(ctx, language_code="ja"), [fee], is_open=True, withholding="fees")
    assert books(ctx) == [99_790, 0, 10_210, 0, -10_000]
    with reading(ctx):
        assert Invoice.objects.get(id=invoice).total_minor == 99_790
        _name, pdf = document_pdf(ctx, kind=INVOICE, document_ids=[invoice])
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "源泉徴収税額" in text
    assert "99,790" in text
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    assert books(ctx) == [0, 0, 0, 0, 0]
    assert verify(ctx) == []


def test_a_bill_is_the_mirror(ctx, fee):
    make_bill(ctx, make_vendor(ctx), [fee], withholding="fees")
    assert books(ctx) == [0, -99_790, 0, -10_210, 0]
    assert verify(ctx) == []


@pytest.mark.parametrize("fields", [{"withholding": "tips"}, {"withholding": "fees", "currency_code": "USD"}])
def test_what_cannot_be_withheld_is_refused(ctx, fee, fields):
    with pytest.raises(InvalidInput) as caught:
        make_invoice(ctx, make_customer(ctx), [fee], **fields)
    assert [error.field for error in caught.value.errors] == ["withholding"]
