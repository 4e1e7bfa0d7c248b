"""The product's addresses, with the samples mounted in both applications."""

from django.urls import include, path

from daicho.config.urls import handler400, handler403, handler404, handler500
from daicho.config.urls import urlpatterns as product
from daicho.faces.web_door import guard
from daicho.platform.web.page import mount
from tests.web.samples import PAGES


def extended(application):
    """Return the application's addresses and the samples'."""
    module = f"daicho.faces.{application}.urls"
    import importlib

    patterns = [*importlib.import_module(module).urlpatterns, *mount(PAGES, application, guard)]
    return path(f"{application}/", include((patterns, application), namespace=application))


urlpatterns = [extended("books"), extended("inventory"), *product]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
