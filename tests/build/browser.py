"""A browser without scripts in which a person is signed in."""

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client


def browser_of(user_id: int | None, locale: str = "ja") -> Client:
    """Return a browser in which the person is signed in, in that language."""
    people = get_user_model().objects
    people.filter(id=user_id or 0).update(locale=locale)
    client = Client()
    client.force_login(people.get(id=user_id or 0), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, url: str, **form: Any) -> str:
    """Return the page at `url`, or after sending `form` to it, following redirects."""
    response = client.post(url, form, follow=True) if form else client.get(url, follow=True)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def fill(client: Client, url: str, **form: Any) -> Any:
    """Open the form at `url`, send it with its token, and return the answer."""
    token = re.search(r'name="form_token" value="(\w+)"', page(client, url))
    return client.post(url, {"form_token": token[1] if token else "", **form})
