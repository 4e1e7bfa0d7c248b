"""Transaction locks on the wire."""

import pytest

pytestmark = pytest.mark.django_db
PATH = "/settings/transactionlocks"


def test_a_lock_is_set_partly_opened_and_removed(api):
    assert api.get(PATH)["transaction_locks"] == []
    body = {"lock_scope": 0, "transaction_lock_date": "2026-03-31", "reason": "決算確定"}
    lock = api.put(PATH, body)["transaction_lock"]
    assert (lock["lock_scope"], lock["transaction_lock_date"], lock["reason"]) == (0, "2026-03-31", "決算確定")
    assert lock["lock_status"] == "locked"
    opened = {"lock_scope": 0, "start_date": "2026-03-01", "end_date": "2026-03-05", "reason": "監査"}
    lock = api.put(f"{PATH}/partialunlock", opened)["transaction_lock"]
    assert (lock["lock_status"], lock["start_date"], lock["end_date"]) == (
        "partially_unlocked",
        "2026-03-01",
        "2026-03-05",
    )
    assert len(api.get(PATH)["transaction_locks"]) == 1
    assert api.delete(PATH, lock_scope=0).status == 200
    assert api.delete(PATH, lock_scope=0).status == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 4),
        ({"lock_scope": 9, "transaction_lock_date": "2026-03-31"}, 2),
        ({"transaction_lock_date": "31.03.2026"}, 2),
        ({"transaction_lock_date": "2026-03-31", "user_exceptions": ["12345678901234567"]}, 2),
    ],
)
def test_a_wrong_lock_is_refused(api, body, code):
    reply = api.put(PATH, body)
    assert (reply.status, reply["code"]) == (400, code)


def test_people_are_named(api):
    user_id = api.get("/users/me")["user"]["user_id"]
    body = {"transaction_lock_date": "2026-03-31", "user_exceptions": [{"user_id": user_id}]}
    lock = api.put(PATH, body)["transaction_lock"]
    assert [person["user_id"] for person in lock["user_exceptions"]] == [user_id]
    assert api.delete(PATH, lock_scope="x")["code"] == 2
