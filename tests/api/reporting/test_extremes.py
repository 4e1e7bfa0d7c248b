"""Days at the ends of the calendar, ids that are none: every report answers, or says what is wrong."""

import pytest

from daicho.reporting.catalogue import REPORTS

NAMES = [name for name, kind in REPORTS.items() if not {"account_id", "item_id"} & set(kind.asks)]
ASKED = (
    {"as_of": "9999-12-31", "to_date": "9999-12-31"},
    {"as_of": "0001-01-01", "from_date": "0001-01-01", "to_date": "0001-01-01"},
    {"contact_id": "0", "item_id": "0", "salesperson_id": "0", "tax_id": "0"},
    {"contact_id": "99999999999999999999", "item_id": "-1"},
    {"known_at": "9999-12-31T23:59:59"},
    {"known_at": "0001-01-01T00:00:00+14:00"},
    {"interval": "30", "bucket": "days_1_15"},
)


def test_whatever_is_asked_is_answered(api):
    answers = {(name, str(query)): api.get(f"/reports/{name}", **query).status for name in NAMES for query in ASKED}
    assert {key: status for key, status in answers.items() if status not in {200, 400}} == {}
    assert 400 in answers.values()


@pytest.mark.parametrize(("name", "field"), [("salesdetails", "contact_id"), ("taxdetails", "tax_id")])
def test_what_narrows_a_report_must_be_an_id(api, name, field):
    reply = api.get(f"/reports/{name}", **{field: "tea"})
    assert (reply.status, field in reply["message"]) == (400, True)
