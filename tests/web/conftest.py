"""The product with the samples mounted, and a signed-in person in a new organisation."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from daicho.kernel.context import Ctx
from tests.build.organization import make_organization, make_person


@dataclass
class Window:
    """A signed-in browser without scripts. `url("samples/")` is an address of its organisation."""

    client: Client
    ctx: Ctx
    user_id: int

    def url(self, path: str = "", application: str = "books") -> str:
        return f"/{application}/{self.ctx.organization_id}/{path}"

    def get(self, path: str = "", **query: Any) -> Any:
        return self.client.get(self.url(path), query)

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: Any) -> Any:
        return self.client.post(self.url(path), data or {}, headers=headers)


def signed_in(user_id: int) -> Client:
    """Return a client of a signed-in person."""
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.get(id=user_id), "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def window(db: None, settings: Any) -> Window:
    """The administrator of a new Japanese organisation that is in Books."""
    del db
    settings.ROOT_URLCONF = "tests.web.urls"
    user_id = make_person()
    return Window(signed_in(user_id), make_organization(user_id=user_id), user_id)
