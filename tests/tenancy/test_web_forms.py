"""Every form of the attacker's own pages, with one id at a time taken from the victim: refused, or without effect."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client

from daicho.kernel.context import Application
from tests.tenancy.conftest import SECRET, Scene
from tests.tenancy.test_web_matrix import address, person, shown, signed_in

pytestmark = pytest.mark.django_db


@dataclass
class Form:
    """A form that is sent by POST: where to, and with which values."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Collects the forms of a page as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action") or given.get("hx-post", ""))
            if given.get("method", "").lower() == "post" or "hx-post" in given:
                self.found.append(self._form)
        elif self._form and tag == "input" and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            self._form.fields.append((given.get("name", ""), given.get("value", "")))
        elif tag == "select":
            self._select = given.get("name", "")
        elif self._form and tag == "option" and self._select and "selected" in given:
            self._form.fields.append((self._select, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""


def with_foreign_ids(form: Form, scene: Scene) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the form's values once for every id in it, replaced by the victim's."""
    own = {value: name for name, value in scene.attacker.ids.items() if name in scene.victim.ids}
    for place, (name, value) in enumerate(form.fields):
        if value not in own:
            continue
        sent: dict[str, list[str]] = {}
        for other, (key, text) in enumerate(form.fields):
            sent.setdefault(key, []).append(scene.victim.ids[own[value]] if other == place else text)
        yield name, sent


def foreign(scene: Scene) -> set[str]:
    """Return the ids that only the victim has."""
    return set(scene.victim.ids.values()) - set(scene.attacker.ids.values())


def forms_of(client: Client, target: str) -> list[Form]:
    """Return the forms of a page that the person may see."""
    response = client.get(target)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return []
    parser = Forms()
    parser.feed(response.content.decode())
    return [Form(form.action or target, form.fields) for form in parser.found]


@pytest.mark.parametrize("application", ["books", "inventory"])
def test_ids_of_another_organisation_in_a_form_lead_nowhere(scene: Scene, application: Application):
    client = signed_in(person("attacker@example.jp"))
    before, faults, tried = scene.sequence(), [], 0
    for page in shown(application):
        target = address(page, application, scene.attacker.books.organization_id, scene.attacker)
        for form in forms_of(client, target):
            for name, sent in with_foreign_ids(form, scene):
                tried += 1
                with transaction.atomic():
                    response = client.post(form.action, sent, follow=True)
                    transaction.set_rollback(True)
                # What was ignored or refused leaves nothing of the victim on the page that follows.
                told = [mark for mark in (SECRET, *foreign(scene)) if mark.encode() in response.content]
                if response.status_code >= 500 or (told and (response.redirect_chain or SECRET in told)):
                    faults.append(f"{page.path} {name}: {response.status_code} {told}")
    assert faults == []
    assert tried > 10, "the forms hold ids"
    assert scene.sequence() == before, "the victim's organisation has changed"
