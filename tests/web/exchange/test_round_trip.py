"""What a list exports can be imported again: nothing changes, nothing is refused."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from daicho.catalog.web.lists import ITEMS
from daicho.contacts.web.lists import CONTACTS
from daicho.exchange.queries.import_batch import import_batch
from daicho.ledger.web.lists import ACCOUNTS
from daicho.platform.web.lists import ListPage
from daicho.platform.work import reading
from tests.build.catalog import make_item
from tests.build.contacts import make_contact
from tests.build.ledger import make_account
from tests.web.exchange.test_import_pages import choices, shown

LISTS: dict[str, ListPage[Any]] = {"contacts": CONTACTS, "items": ITEMS, "accounts": ACCOUNTS}


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("kind", ["contacts", "items", "accounts"])
def test_an_export_is_imported_without_a_change(window, kind, locale, django_user_model):
    django_user_model.objects.filter(id=window.user_id).update(locale=locale)
    for terms in ("net:0", "net:30", "end_of_month", "closing:99:1:99:none", "closing:20:2:10:none"):
        make_contact(window.ctx, payment_terms_code=terms, contact_type="vendor", contact_number=terms, notes="=1+1")
    make_contact(window.ctx, contact_name="=SUM(A1)", name_kana="サム", currency_code="USD")
    make_item(window.ctx, "煎茶", sku="T-1", ean="4901234567894", reorder_level_micro=1_500_000)
    make_item(window.ctx, "送料", item_type="sales", product_type="service", is_taxable=False)
    make_account(window.ctx, "梱包費", description="@home")
    every = [column.name for column in LISTS[kind].columns]
    window.post(f"{kind}/list/columns/", {"columns": every})
    export = window.get(f"{kind}/list/export/")
    assert export.status_code == 200
    assert len(export.content.decode().splitlines()[0].split(",")) == len(every)
    response = window.post(
        f"{kind}/import/", {"file": SimpleUploadedFile("a.csv", export.content), "existing": "update"}
    )
    path = response["Location"].partition(f"{window.ctx.organization_id}/")[2]
    window.post(path, {**choices(shown(window, path)), "existing": "update", "then": "check"})
    with reading(window.ctx):
        batch = import_batch(window.ctx, batch_id=int(path.split("/")[1]))
    assert [(fault.column, fault.message, fault.parameters) for fault in batch.faults] == []
    assert (batch.created, batch.updated, batch.skipped) == (0, 0, batch.rows)
    assert batch.rows > 1
