"""Addresses of the API in every spelling that clients use."""

import pytest

from daicho.platform.middleware import normal_path


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("/books/v3/items/1/", "/books/v3/items/1"),
        ("//books//v3///items//1", "/books/v3/items/1"),
        ("/api/v3/items", "/books/v3/items"),
        ("/api/v1/items", "/inventory/v1/items"),
        ("/inventory/v1", "/inventory/v1"),
        ("/oauth/v2/token/", "/oauth/v2/token"),
        ("/books/v1/items", None),
        ("/books/v3x/items", None),
        ("/books/17/items/", None),
        ("/inventory/", None),
    ],
)
def test_normal_path(path: str, normal: str | None):
    assert normal_path(path) == normal
