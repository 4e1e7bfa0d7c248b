"""Settings of documents, and custom fields, through the test client."""

import pytest

from daicho.documents.queries.preference import document_preference
from daicho.organizations.commands.set_approval import set_approval
from daicho.platform.custom_fields import every_custom_field
from daicho.platform.work import reading
from tests.build.sales import make_sales_order


def fields_of(window):
    with reading(window.ctx):
        return every_custom_field(window.ctx)


def test_preferences_are_set_and_begin_new_documents(window):
    assert window.get("salesorders/settings/").status_code == 200
    set_approval(window.ctx, module="salesorders", mode="simple")
    data = {"template": "compact", "notes": "いつもの", "terms": "月末払い"}
    assert window.post("salesorders/settings/", data).status_code == 303
    with reading(window.ctx):
        kept = document_preference(window.ctx, kind="salesorder")
    assert (kept.template, kept.notes) == ("compact", "いつもの")
    assert "いつもの" in window.get("salesorders/new/").content.decode()
    order = make_sales_order(window.ctx)
    text = window.get(f"salesorders/{order}/").content.decode()
    assert "/submit/" in text
    assert "/open/" not in text


def test_the_settings_page_leads_to_every_kind_of_document(window):
    page = window.get("settings/").content.decode()
    for module in (
        "estimates", "salesorders", "invoices", "creditnotes", "purchaseorders", "bills", "vendorcredits",
    ):  # fmt: skip
        assert f'href="{window.url(f"{module}/settings/")}"' in page, module


def test_custom_fields_are_added_changed_and_deleted(window):
    assert window.get("settings/customfields/").status_code == 200
    new = {
        "entity": "salesorder",
        "label": "贈答",
        "data_type": "dropdown",
        "options": "はい\nいいえ",
        "is_active": "on",
    }
    assert window.post("settings/customfields/new/", new).status_code == 303
    (field,) = fields_of(window)
    assert (field.entity, field.options) == ("salesorder", ("はい", "いいえ"))
    path = f"settings/customfields/{field.field_id}/"
    assert window.get(path).status_code == 200
    assert (
        window.post(path, {"label": "のし", "options": "はい", "is_active": "on", "is_mandatory": "on"}).status_code
        == 303
    )
    assert (fields_of(window)[0].label, fields_of(window)[0].is_mandatory) == ("のし", True)
    assert "のし" in window.get("salesorders/new/").content.decode()
    assert window.post(f"{path}delete/", {}).status_code == 303
    assert fields_of(window) == []


@pytest.mark.parametrize("changes", [{"label": ""}, {"data_type": "nonsense"}, {"options": ""}, {"entity": "x"}])
def test_what_is_no_field_is_refused(window, changes):
    new = {"entity": "item", "label": "色", "data_type": "dropdown", "options": "赤", "is_active": "on"}
    assert window.post("settings/customfields/new/", {**new, **changes}).status_code == 422
    assert fields_of(window) == []
