"""Addresses of the Books application."""

from django.urls import path

from daicho.faces.entrance import entrance
from daicho.faces.pages import PAGES
from daicho.faces.web_door import guard
from daicho.platform.web.page import mount

app_name = "books"
urlpatterns = [path("", entrance("books"), name="entrance"), *mount(PAGES, "books", guard)]
