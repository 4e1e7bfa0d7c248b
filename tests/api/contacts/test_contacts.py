"""Contacts on the wire, under both prefixes."""

from typing import Any

import pytest

from tests.build.wire import make_api

pytestmark = pytest.mark.django_db

MINATO = {
    "contact_name": "株式会社みなと商店",
    "name_kana": "ミナトショウテン",
    "contact_type": "customer",
    "customer_sub_type": "business",
    "company_name": "株式会社みなと商店",
    "payment_terms_label": "月末締め翌月末払い",
    "credit_limit": 500000,
    "language_code": "ja",
    "notes": "",
    "tax_registration_number": "Ｔ7000012050002",
    "billing_address": {
        "zip": "231-0001",
        "state": "神奈川県",
        "city": "横浜市",
        "address": "新港1-1",
        "country": "日本",
    },
    "shipping_address": {"attention": "倉庫", "city": "川崎市"},
    "contact_persons": [
        {"last_name": "佐藤", "first_name": "花子", "email": "sato@example.jp", "department": "購買部"},
        {"last_name": "田中", "email": "tanaka@example.jp", "is_primary_contact": True, "enable_portal": True},
    ],
    "facebook": "minato",
}


def make(api, **changes):
    reply = api.post("/contacts", MINATO | changes)
    assert (reply.status, reply["code"]) == (201, 0), reply.body
    return reply["contact"]


def test_a_contact_made_in_one_application_is_read_in_the_other(api):
    made = make(api)
    read = make_inventory(api).get(f"/contacts/{made['contact_id']}")["contact"]
    assert read == made
    assert (made["payment_terms"], made["payment_terms_label"]) == (
        -4,
        "Closing month end, payment on the last day of next month",
    )
    assert (made["tax_registration_number"], made["tax_registration_status"]) == ("T7000012050002", "registered")
    assert (made["currency_code"], made["currency_symbol"], made["credit_limit"]) == ("JPY", "¥", 500000)
    assert made["billing_address"]["country_code"] == "JP"
    assert made["shipping_address"]["attention"] == "倉庫"
    assert [person["last_name"] for person in made["contact_persons"]] == ["田中", "佐藤"]
    assert made["primary_contact_id"] == made["contact_persons"][0]["contact_person_id"]
    assert (made["email"], made["is_portal_enabled"]) == ("tanaka@example.jp", True)
    assert made["outstanding_receivable_amount"] == made["unused_credits_receivable_amount_bcy"] == 0
    assert (made["has_transaction"], made["status"], made["facebook"], made["gst_no"]) == (
        False,
        "active",
        "minato",
        "",
    )


def make_inventory(api):
    joined = api.within(application="inventory")
    assert joined.post(f"/organizations/{api.organization_id}/join").status in {200, 201}
    return joined


def test_only_what_is_sent_changes(api):
    made = make(api)
    path = f"/contacts/{made['contact_id']}"
    changed = api.put(path, {"website": "https://example.jp", "billing_address": {"city": "鎌倉市"}})["contact"]
    assert changed["website"] == "https://example.jp"
    assert changed["billing_address"] == made["billing_address"] | {
        "city": "鎌倉市",
        "address_id": changed["billing_address"]["address_id"],
    }
    assert changed["contact_persons"] == made["contact_persons"]
    keep = made["contact_persons"][1] | {"is_primary_contact": True}
    changed = api.put(path, {"contact_persons": [keep, {"first_name": "Ken"}]})["contact"]
    assert [(row["first_name"], row["is_primary_contact"]) for row in changed["contact_persons"]] == [
        ("花子", True),
        ("Ken", False),
    ]
    assert api.put(path, changed)["contact"] == api.get(path)["contact"]


@pytest.mark.parametrize(
    ("sent", "days", "label"),
    [
        ({"payment_terms": 30}, 30, "Net 30"),
        ({"payment_terms": 15, "payment_terms_label": "Net 15"}, 15, "Net 15"),
        ({"payment_terms": 10, "payment_terms_label": "Within ten days"}, 10, "Within ten days"),
        ({"payment_terms": -2}, -2, "Due end of the month"),
        ({"payment_terms_label": "来月末が期限"}, -3, "Due end of next month"),
        (
            {"payment_terms_code": "closing:20:1:99:next"},
            -4,
            "Closing day 20, payment on the last day of next month (next business day)",
        ),
        ({}, 0, "Due on Receipt"),
    ],
)
def test_payment_terms(api, sent, days, label):
    made = api.post("/contacts", {"contact_name": "A", **sent})["contact"]
    assert (made["payment_terms"], made["payment_terms_label"]) == (days, label)
    again = {name: made[name] for name in ("payment_terms", "payment_terms_label")}
    path = f"/contacts/{made['contact_id']}"
    assert api.put(path, again)["contact"]["payment_terms_code"] == made["payment_terms_code"]


@pytest.mark.parametrize(
    ("sent", "code", "words"),
    [
        ({}, 4, "contact_name"),
        ({"contact_name": ""}, 4, "contact_name"),
        ({"contact_name": "A", "contact_type": "friend"}, 2, "contact_type"),
        ({"contact_name": "A", "payment_terms": -9}, 2, "payment_terms"),
        ({"contact_name": "A", "currency_id": "1"}, 2, "currency_id"),
        ({"contact_name": "A", "credit_limit": -1}, 2, "credit_limit"),
        ({"contact_name": "A", "owner_id": "1"}, 2, "owner_id"),
        ({"contact_name": "A", "tax_id": "1"}, 2, "tax_id"),
        ({"contact_name": "A", "pricebook_id": "1"}, 2, "pricebook_id"),
        ({"contact_name": "A", "default_templates": {"invoice_template_id": "1"}}, 2, "invoice_template_id"),
        ({"contact_name": "A", "tags": [{"tag_id": "1"}]}, 2, "tag_id"),
        ({"contact_name": "A", "contact_persons": [{"email": "not an address"}]}, 2, "contact_persons[0].email"),
        ({"contact_name": "A", "contact_persons": [{}]}, 4, "contact_persons[0].first_name"),
        (
            {"contact_name": "A", "contact_persons": [{"contact_person_id": "1", "first_name": "x"}]},
            2,
            "contact_person_id",
        ),
        ({"contact_name": "A", "contact_persons": {}}, 4, "contact_persons"),
        ({"contact_name": "A", "tax_registration_number": "T8123456789012"}, 2, "check digit"),
        ({"contact_name": "A", "tax_registration_number": "T0123"}, 2, "13 digits"),
        ({"contact_name": "A", "tax_registration_status": "registered"}, 4, "registration number"),
        ({"contact_name": "A", "contact_persons": [{"first_name": "B", "enable_portal": True}]}, 4105, "email"),
        (
            {
                "contact_name": "A",
                "contact_type": "vendor",
                "contact_persons": [{"email": "b@example.com", "enable_portal": True}],
            },
            4106,
            "customers",
        ),
    ],
)
def test_what_is_refused(api, sent, code, words):
    reply = api.post("/contacts", sent)
    assert (reply.status, reply["code"]) == (400, code), reply.body
    assert words in reply["message"], reply.body


def test_a_sole_proprietors_number_has_no_check_digit(api):
    sent = {"contact_name": "A", "customer_sub_type": "individual", "tax_registration_number": "T8123456789012"}
    assert api.post("/contacts", sent).status == 201


def test_a_name_is_taken_once(api):
    make(api)
    reply = api.post("/contacts", {"contact_name": "株式会社みなと商店 "})
    assert (reply.status, reply["code"]) == (400, 3062)
    other = api.post("/contacts", {"contact_name": "Other"})["contact"]
    assert api.put(f"/contacts/{other['contact_id']}", {"contact_name": "株式会社みなと商店"})["code"] == 3062


def names(reply):
    assert reply.status == 200, reply.body
    return [row["contact_name"] for row in reply["contacts"]]


def test_lists_are_filtered_searched_and_sorted(api):
    make(api)
    api.post(
        "/contacts",
        {
            "contact_name": "Paper Mill",
            "contact_type": "vendor",
            "contact_persons": [{"first_name": "Ann", "email": "ann@mill.example", "phone": "045-1"}],
        },
    )
    api.post(
        "/contacts",
        {
            "contact_name": "Zebra",
            "company_name": "Paper Mill Holding",
            "contact_persons": [{"first_name": "Bob", "email": "ann@mill.example"}],
        },
    )
    minato, paper, zebra = "株式会社みなと商店", "Paper Mill", "Zebra"
    assert names(api.get("/contacts")) == [paper, zebra, minato]
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"contact_type": "vendor"}, [paper]),
        ({"contact_name": "paper mill"}, [paper]),
        ({"contact_name_startswith": "株式"}, [minato]),
        ({"company_name_contains": "holding"}, [zebra]),
        ({"first_name": "Ann"}, [paper]),
        ({"last_name_contains": "田"}, [minato]),
        ({"email_contains": "example.jp"}, [minato]),
        ({"phone_startswith": "045"}, [paper]),
        ({"address_contains": "新港"}, [minato]),
        ({"search_text": "みなと"}, [minato]),
        ({"search_text": "ﾐﾅﾄ"}, [minato]),
        ({"search_text": "PAPER"}, [paper, zebra]),
        ({"filter_by": "Status.Duplicate"}, [paper, zebra]),
        ({"filter_by": "Status.PortalEnabled"}, [minato]),
        ({"filter_by": "Status.PortalDisabled"}, [paper, zebra]),
        ({"filter_by": "Status.Inactive"}, []),
        ({"filter_by": "Status.CreditLimitExceed"}, []),
        ({"filter_by": "Status.Crm"}, []),
        ({"filter_by": "Invoice.OverDue"}, []),
        ({"filter_by": "Invoice.Unpaid"}, []),
        ({"zcrm_account_id": "5"}, []),
        ({"sort_column": "contact_name", "sort_order": "D"}, [minato, zebra, paper]),
        ({"sort_column": "outstanding_receivable_amount"}, [paper, zebra, minato]),
        ({"sort_column": "outstanding_receivable_amount", "sort_order": "D"}, [minato, zebra, paper]),
        ({"sort_column": "email", "per_page": 1}, [paper]),
        ({"sort_column": "created_time", "page": 2, "per_page": 2}, [zebra]),
        ({"sort_column": "outstanding_receivable_amount", "page": 2, "per_page": 2}, [minato]),
    ]
    for query, expected in cases:
        assert names(api.get("/contacts", **query)) == expected, query
    reply = api.get("/contacts", per_page=2, response_option=2, colour="red")
    assert (reply["page_context"]["has_more_page"], reply["page_context"]["total"]) == (True, 3)
    assert reply.headers["X-Daicho-Ignored-Parameters"] == "colour"
    assert api.get("/contacts", sort_column="colour")["code"] == 2
    assert api.get("/contacts", filter_by="Status.Colour")["code"] == 2


def test_active_inactive_and_many_at_once(api):
    ids = [make(api, contact_name=name)["contact_id"] for name in "AB"]
    assert api.post(f"/contacts/{ids[0]}/inactive")["message"] == "The contact has been marked as inactive."
    assert names(api.get("/contacts", filter_by="Status.Inactive")) == ["A"]
    assert api.post(f"/contacts/{ids[0]}/active")["code"] == 0
    assert api.post("/contacts/inactive", contact_ids=",".join(ids))["code"] == 0
    assert names(api.get("/contacts", filter_by="Status.Inactive")) == ["A", "B"]
    assert api.post("/contacts/active", contact_ids=",".join(ids))["code"] == 0
    assert api.delete("/contacts", contact_ids=",".join(ids))["code"] == 0
    assert names(api.get("/contacts")) == []
    assert api.delete("/contacts")["code"] == 4


def test_reminders_portal_and_1099(api):
    made = make(api)
    path = f"/contacts/{made['contact_id']}"
    assert api.post(f"{path}/paymentreminder/disable")["code"] == 0
    assert api.post(f"{path}/track1099")["code"] == 0
    read = api.get(path)["contact"]
    assert (read["payment_reminder_enabled"], read["track_1099"]) == (False, True)
    assert api.post(f"{path}/paymentreminder/enable")["code"] == api.post(f"{path}/untrack1099")["code"] == 0
    second = made["contact_persons"][1]["contact_person_id"]
    assert api.post(f"{path}/portal/enable", {"contact_persons": [{"contact_person_id": second}]})["code"] == 0
    read = api.get(path)["contact"]
    assert [row["is_added_in_portal"] for row in read["contact_persons"]] == [False, True]
    assert api.post(f"{path}/portal/enable", {"contact_persons": [{"contact_person_id": "1"}]}).status == 404
    assert api.post(f"{path}/portal/disable")["code"] == 0
    assert api.get(path)["contact"]["is_portal_enabled"] is False


def test_the_contact_of_a_unique_field(api):
    definition = {"entity": "contact", "label": "Customer code", "data_type": "string", "is_unique": True}
    field = define(api, definition)
    made = make(api, custom_fields=[{"api_name": field, "value": "M-1"}])
    assert made["custom_field_hash"][field] == "M-1"
    named = api.within(headers={"X-Unique-Identifier-Key": field, "X-Unique-Identifier-Value": "M-1"})
    assert named.put("/contacts", {"notes": "found"})["contact"]["notes"] == "found"
    absent = {"X-Unique-Identifier-Key": field, "X-Unique-Identifier-Value": "M-2"}
    assert api.within(headers=absent).put("/contacts", {"contact_name": "New"})["code"] == 1002
    reply = api.within(headers=absent | {"X-Upsert": "true"}).put("/contacts", {"contact_name": "New"})
    assert (reply.status, reply["contact"]["custom_field_hash"][field]) == (201, "M-2")
    assert api.put("/contacts", {"contact_name": "New"})["code"] == 4
    assert names(api.get("/contacts", search_text="new")) == ["New"]


def define(api, definition):
    """Define a custom field by the command and return its API name."""
    from daicho.platform.custom_fields import custom_fields_of, define_field
    from daicho.platform.work import reading
    from tests.build.context import context

    ctx = context(api.organization_id)
    define_field(ctx, fields=definition)
    with reading(ctx):
        return custom_fields_of(ctx, entity="contact")[0].api_name


def test_merging(api):
    survivor, other = make(api, contact_name="A"), make(api, contact_name="B")
    vendor = make(api, contact_name="V", contact_type="vendor", contact_persons=[])
    path = f"/contacts/{survivor['contact_id']}"
    merged = api.post(f"{path}/merge", {"contact_ids": [other["contact_id"]]})["contact"]
    assert len(merged["contact_persons"]) == 4
    assert sum(person["is_primary_contact"] for person in merged["contact_persons"]) == 1
    assert len(merged["addresses"]) == 2
    assert api.get(f"/contacts/{other['contact_id']}").status == 404
    assert names(api.get("/contacts")) == ["A", "V"]
    assert make(api, contact_name="B")["contact_name"] == "B"
    assert api.post(f"{path}/merge", {"contact_ids": [vendor["contact_id"]]})["code"] == 4102
    assert api.post(f"{path}/merge", {"contact_ids": [survivor["contact_id"]]})["code"] == 4104
    assert api.post(f"{path}/merge", {"contact_ids": []})["code"] == 4
    assert api.delete(path)["code"] == 0


def test_nothing_is_shared_with_another_organisation(api):
    made = make(api)
    other = make_api(name="Another")
    person = made["contact_persons"][0]["contact_person_id"]
    address = made["billing_address"]["address_id"]
    for method, path, body in [
        ("GET", f"/contacts/{made['contact_id']}", None),
        ("PUT", f"/contacts/{made['contact_id']}", {"notes": "mine"}),
        ("DELETE", f"/contacts/{made['contact_id']}", None),
        ("POST", f"/contacts/{made['contact_id']}/inactive", None),
        ("PUT", f"/contacts/contactpersons/{person}", {"contact_id": made["contact_id"], "first_name": "x"}),
        ("DELETE", f"/contacts/contactpersons/{person}", None),
        ("DELETE", f"/contacts/{made['contact_id']}/address/{address}", None),
        ("GET", f"/contacts/{made['contact_id']}/statements/email", None),
        ("GET", f"/contacts/{made['contact_id']}/comments", None),
        ("GET", f"/contacts/{made['contact_id']}/refunds", None),
        ("GET", "/contacts/abc", None),
    ]:
        reply = other.call(method, path, body)
        assert (reply.status, reply["code"]) == (404, 1002), (method, path, reply.body)
