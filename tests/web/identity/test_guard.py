"""Pages outside any organisation say who may come."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import path

from daicho.faces.console.guard import anyone, declared


def view(_request):
    return HttpResponse()


def test_a_route_without_a_declared_permission_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="secret/"):
        declared([path("secret/", view)])


def test_a_route_that_says_so_is_open():
    assert declared([path("open/", anyone(lambda _request: HttpResponse()))])


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 40])
@pytest.mark.django_db
def test_ids_that_cannot_be_are_not_found(client, number):
    from tests.build.people import PASSWORD, make_person

    make_person()
    client.post("/account/login/", {"login": "hanako@example.com", "password": PASSWORD})
    for url in ("sessions/{}/end/", "api-clients/{}/delete/", "access/{}/revoke/"):
        assert client.post("/account/" + url.format(number)).status_code == 404
