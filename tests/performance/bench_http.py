"""Documents through the wire: a request to a running server against the bare writing of a document's rows.

The client is the bare one of the standard library: what is measured is the product, not a library that calls it.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson

from tests.api.live import live_server
from tests.performance.bench_engine import invoice
from tests.performance.floor import Floor
from tests.performance.histories import history
from tests.performance.registry import Measurement, benchmark, compare

REPETITIONS, LINES = 40, 5
WARM_UP = 24
"""Requests before it counts: each of the server's threads has its own connection and prepares its own statements."""
_numbers = count(1)


class Company:
    """An organisation with items in stock, reached through one connection as a client keeps it."""

    def __init__(self, connection: HTTPConnection, access_token: str) -> None:
        self.connection = connection
        self.query: dict[str, str] = {}
        self.headers = {"Authorization": f"Bearer {access_token}", "Content-Type": "application/json"}
        fields = {"name": "Bench", "currency_code": "JPY", "language_code": "ja", "country": "JP"}
        self.query = {"organization_id": self.send("POST", "/organizations", fields)["organization"]["organization_id"]}
        stock = {"item_type": "inventory", "rate": 500, "purchase_rate": 300, "initial_stock": 100_000}
        stock["initial_stock_rate"] = 300
        self.items = [
            self.send("POST", "/items", {**stock, "name": f"Item {number}"})["item"]["item_id"]
            for number in range(LINES)
        ]
        self.customer, self.vendor = (
            self.send("POST", "/contacts", {"contact_name": kind, "contact_type": kind})["contact"]["contact_id"]
            for kind in ("customer", "vendor")
        )

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request and return the JSON of its answer, which must be a success."""
        address = f"/books/v3{path}?{urlencode(self.query)}"
        self.connection.request(method, address, orjson.dumps(body) if body else b"", self.headers)
        reply = self.connection.getresponse()
        text = reply.read()
        assert reply.status < 300, text
        return orjson.loads(text)

    def drafts(self, path: str, key: str, party: dict[str, str]) -> Iterator[str]:
        """Make enough drafts of five lines and yield their ids."""
        lines = [{"item_id": item, "quantity": 1, "rate": 400} for item in self.items]
        ids = []
        for _number in range(WARM_UP + REPETITIONS + 1):
            name = {"bill_number": f"B-{next(_numbers):05}", "is_draft": True} if key == "bill" else {}
            sent = {**party, **name, "date": "2026-11-24", "line_items": lines}
            ids.append(self.send("POST", path, sent)[key][f"{key}_id"])
        return iter(ids)


@contextmanager
def _company() -> Iterator[Company]:
    """Run a server on the benchmark's database."""
    with tempfile.TemporaryDirectory(prefix="daicho-bench-") as home:
        settings = {"DATABASE_URL": os.environ["DATABASE_URL"], "DAICHO_RATE_LIMIT": "1000000"}
        person = f"bench{next(_numbers)}@example.jp"
        with (
            live_server(Path(home), person=person, **settings) as live,
            closing(HTTPConnection(urlsplit(live.address).netloc, timeout=60)) as connection,
        ):
            yield Company(connection, live.tokens["access_token"])


def _measure(name: str, path: str, key: str, party: Callable[[Company], dict[str, str]], state: str) -> Measurement:
    """Let drafts count, one request each, against the floor of a posted invoice (at most 4)."""
    shop = history(10_000).shop
    floor = Floor(shop.ctx, lambda: invoice(shop), REPETITIONS + 1)
    with _company() as company:
        drafts = company.drafts(path, key, party(company))

        def count_next() -> None:
            company.send("POST", f"{path}/{next(drafts)}/status/{state}")

        for _number in range(WARM_UP):
            count_next()
        found = compare(count_next, floor.write, repetitions=REPETITIONS)
    print(f"{name}: {1000 / found.ours:.0f} documents a second", file=sys.stderr)
    return found


@benchmark("http_confirm_order")
def http_confirm_order() -> Measurement:
    """Confirm a sales order of five lines."""
    return _measure(
        "http_confirm_order", "/salesorders", "salesorder", lambda company: {"customer_id": company.customer}, "open"
    )


@benchmark("http_send_invoice")
def http_send_invoice() -> Measurement:
    """Send an invoice of five lines of goods."""
    return _measure(
        "http_send_invoice", "/invoices", "invoice", lambda company: {"customer_id": company.customer}, "sent"
    )


@benchmark("http_open_bill")
def http_open_bill() -> Measurement:
    """Open a bill of five lines of goods."""
    return _measure("http_open_bill", "/bills", "bill", lambda company: {"vendor_id": company.vendor}, "open")
