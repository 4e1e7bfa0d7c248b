"""What only a running server shows: many requests at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.api.live import Live, live_server


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_server(tmp_path_factory.mktemp("live"), DAICHO_RATE_LIMIT="60") as server:
        yield server


def organization(live: Live, name: str) -> str:
    body = {"name": name, "currency_code": "JPY", "country": "JP", "time_zone": "Asia/Tokyo"}
    return str(live.call("POST", "/books/v3/organizations", body)["organization"]["organization_id"])


def at_once(live: Live, count: int, method: str, path: str, **options: object) -> list[httpx.Response]:
    """Send the same request `count` times at the same moment."""
    headers = {"Authorization": f"Bearer {live.tokens['access_token']}", **options.pop("headers", {})}

    def send(_number: int) -> httpx.Response:
        return httpx.request(method, live.address + path, headers=headers, timeout=60, **options)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(send, range(count)))


def test_one_key_makes_one_record_however_often_it_is_sent_at_once(live: Live):
    organization_id = organization(live, "Twice")
    address = f"/books/v3/contacts?organization_id={organization_id}"
    keyed = {"json": {"contact_name": "Only one"}, "headers": {"Idempotency-Key": "k"}}
    replies = at_once(live, 12, "POST", address, **keyed)
    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.json()["contact"]["contact_id"] for reply in replies}) == 1


def test_writers_at_once_all_succeed(live: Live):
    organization_id = organization(live, "Busy")

    def write(number: int) -> int:
        headers = {"Authorization": f"Bearer {live.tokens['access_token']}"}
        body = {"contact_name": f"Contact {number}"}
        address = f"{live.address}/books/v3/contacts?organization_id={organization_id}"
        return httpx.post(address, json=body, headers=headers, timeout=60).status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(write, range(40))) == {201}


def test_the_limit_is_exact_however_many_ask_at_once(live: Live):
    organization_id = organization(live, "Limited")
    replies = at_once(live, 90, "GET", "/books/v3/contacts", params={"organization_id": organization_id})
    # A minute may end between two of them: then up to two limits are granted.
    granted = [reply for reply in replies if reply.status_code == 200]
    refused = [reply for reply in replies if reply.status_code == 429]
    assert len(granted) + len(refused) == 90
    assert len(granted) in {60, 90}
    for reply in refused:
        assert reply.json()["code"] == 43
        assert int(reply.headers["Retry-After"]) <= 60
