"""A fault of the program: a friendly page with a number, and the traceback under that number on the error stream."""

import logging
from io import StringIO

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from daicho.config import urls as config_urls
from daicho.platform.web.faults import FaultFormatter

handler500 = config_urls.handler500


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("broken/", broken), *config_urls.urlpatterns]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_fault_leaves_its_traceback_under_the_number_that_its_page_tells(monkeypatch: pytest.MonkeyPatch):
    written = StringIO()
    handlers = logging.getLogger("django.request").handlers
    [handler] = [handler for handler in handlers if isinstance(handler.formatter, FaultFormatter)]
    monkeypatch.setattr(handler, "stream", written)
    response = Client(raise_request_exception=False).get("/broken/", headers={"X-Request-Id": "number-1234"})
    assert response.status_code == 500
    assert "number-1234" in response.content.decode()
    assert written.getvalue().startswith("request number-1234: Internal Server Error: /broken/\nTraceback")
    assert "ZeroDivisionError" in written.getvalue()
