"""What a person or a program does all day must not slow down while the books grow: 100,000 records against 1,000."""

from typing import Any

from tests.performance.crowd import Crowd, crowds
from tests.performance.registry import Measurement, benchmark, compare

Action = Any


def _grown(action: Action) -> Measurement:
    large, small = crowds()
    return compare(ours=lambda: action(large), reference=lambda: action(small))


def _show(crowd: Crowd, path: str) -> None:
    response = crowd.browser.get(crowd.url(path))
    assert response.status_code == 200, (path, response.status_code)


@benchmark("list_items")
def list_items() -> Measurement:
    """Open the first page of the items."""
    return _grown(lambda crowd: _show(crowd, "items/"))


@benchmark("list_orders")
def list_orders() -> Measurement:
    """Open the first page of the sales orders."""
    return _grown(lambda crowd: _show(crowd, "salesorders/"))


@benchmark("order_page")
def order_page() -> Measurement:
    """Open one sales order."""
    return _grown(lambda crowd: _show(crowd, f"salesorders/{crowd.order_id}/"))


@benchmark("api_list_items")
def api_list_items() -> Measurement:
    """Read the first 200 items."""

    def read(crowd: Crowd) -> None:
        reply = crowd.api.get("/items")
        assert len(reply["items"]) == 200, reply.status

    return _grown(read)


@benchmark("api_create_order")
def api_create_order() -> Measurement:
    """Create a sales order with three lines."""

    def create(crowd: Crowd) -> None:
        lines = [{"item_id": str(crowd.item_id + number), "quantity": number, "rate": 500} for number in (1, 2, 3)]
        reply = crowd.api.post("/salesorders", {"customer_id": str(crowd.customer_id), "line_items": lines})
        assert reply.status == 201, reply.body

    return _grown(create)
