"""A live server and a real browser (Chromium, driven by Playwright). docs/internals/web.md explains the fixtures."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from tools.run_tests import CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(__file__).parent / "vendor/axe.min.js"
SHOTS = ROOT / "test-results/browser"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
# Playwright keeps an event loop in this thread; the tests below it are plain synchronous code all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_WATCH = """
document.addEventListener("securitypolicyviolation", (event) => window.noteViolation(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
"""

_NOTE = """([where, texts]) => {
  window.seenAt = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`not shown: ${texts}`)), 10000);
    const look = () => {
      const shown = [...document.querySelectorAll(where)].map((element) => element.innerText);
      if (shown.some((words) => texts.every((text) => words.includes(text)))) resolve(Date.now());
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  window.seenAt.catch(() => {});
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse to share a process with tests that roll back: these here keep what they write."""
    here = Path(__file__).parent
    if any(here not in item.path.parents for item in items):
        raise pytest.UsageError("run tests/browser by itself: its tests have a database of their own")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database in a file, shared with the server's threads; what tests write stays, so each makes its own people."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(settings.DAICHO_HOME) / "browser.sqlite3")
        settings.MIGRATION_MODULES = dict.fromkeys(config.label for config in apps.get_app_configs())
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        yield
        connections.close_all()


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[str]:
    """The address of the running product."""
    del django_db_setup
    from daicho.config.wsgi import application

    settings.ALLOWED_HOSTS = ["*"]
    settings.ROOT_URLCONF = "tests.web.urls"
    httpd = ThreadedWSGIServer(("127.0.0.1", 0), _QuietHandler)
    httpd.daemon_threads = True
    httpd.set_app(application)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("needs Chromium")
    running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield running
    running.close()


@dataclass
class Visitor:
    """One browser window of one person. `problems` collects what the console and the policy complained about."""

    page: Page
    server: str
    problems: list[str]

    def go(self, path: str) -> Page:
        """Open a path of the product and wait until it has settled."""
        self.page.goto(self.server + path)
        return self.page

    def shot(self, name: str) -> Path:
        """Keep a picture of the whole page under test-results/browser."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path

    def note_when(self, *texts: str, where: str = "main") -> None:
        """Note the moment at which an element `where` of the open page shows all `texts`, for `seconds_after`."""
        self.page.evaluate(_NOTE, [where, texts])

    def seconds_after(self, moment: float) -> float:
        """Return how many seconds after `moment` (since 1970) the awaited text was there; the clock is the same."""
        return float(self.page.evaluate("window.seenAt")) / 1000 - moment

    def axe(self) -> None:
        """Demand that axe finds nothing on the open page."""
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [
            f"{item['id']}: {item['help']} {[node['html'][:160] for node in item['nodes'][:3]]}"
            for item in found["violations"]
        ]
        assert not told, "\n".join([self.page.url, *told])


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(server: str, browser: Browser, django_db_blocker: Any) -> Iterator[Visit]:
    """Return a function that opens a window: visit(user_id, locale="ja", size=TELEPHONE) is signed in at once."""
    opened = []

    def make(
        user_id: int | None = None, *, locale: str = "en", size: ViewportSize | None = None, dark: bool = False
    ) -> Visitor:
        context = browser.new_context(
            viewport=size or DESKTOP,
            locale={"ja": "ja-JP", "en": "en-US"}[locale],
            color_scheme="dark" if dark else "light",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        context.add_init_script(_WATCH)
        if user_id is not None:
            context.add_cookies([{"name": "sessionid", "value": session_key(user_id), "url": server}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        visitor = Visitor(page, server, [])
        context.expose_function("noteViolation", lambda told: visitor.problems.append(f"policy: {told}"))
        page.on("console", lambda message: _note(visitor, message.type, message.text))
        page.on("response", lambda answer: _note_failure(visitor, answer.status, answer.url))
        page.on("pageerror", lambda error: visitor.problems.append(f"script: {error}"))
        opened.append((context, visitor))
        return visitor

    with django_db_blocker.unblock():
        yield make
        problems = []
        for context, visitor in opened:
            problems += visitor.problems
            context.close()
    assert not problems, "\n".join(map(str, problems))


def _note(visitor: Visitor, kind: str, text: str) -> None:
    # A page that is refused on purpose is no fault of the page.
    if kind == "error" and "Failed to load resource" not in text and "Response Status Error Code 4" not in text:
        visitor.problems.append(f"console: {text}")


def _note_failure(visitor: Visitor, status: int, url: str) -> None:
    if status >= 500:
        visitor.problems.append(f"{status}: {url}")


def session_key(user_id: int) -> str:
    """Return the session cookie of a person who has just signed in."""
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.get(id=user_id), "allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value
