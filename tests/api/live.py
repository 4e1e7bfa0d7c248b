"""A server as people run it: its own process, its own data folder, reached through the network."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

DAICHO = Path(sys.executable).with_name("daicho")
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Live:
    """A running server: its address, and what `daicho token` printed for its one person."""

    address: str
    tokens: dict[str, Any]

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """Send a request and return the JSON of the answer."""
        headers = {"Authorization": f"Bearer {self.tokens['access_token']}"}
        reply = httpx.request(method, self.address + path, json=body, params=query, headers=headers, timeout=30)
        return reply.json()


@contextmanager
def live_server(home: Path, person: str = "hanako@example.jp", **settings: str) -> Iterator[Live]:
    """Run a server on an empty database with one person who has an API client; `settings` go into its environment."""
    port = _free_port()
    environment = os.environ | {
        "DAICHO_HOME": str(home),
        "PORT": str(port),
        "DATABASE_URL": "",
        "DAICHO_PUBLIC_URL": "",
        **settings,
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def daicho(*arguments: str) -> str:
        done = subprocess.run([DAICHO, *arguments], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    daicho("migrate")
    daicho("user", "create", person, "--password", "correct horse battery", "--name", "Hanako Sato")
    tokens = json.loads(daicho("token", person))
    server = subprocess.Popen(
        [DAICHO, "serve", "--port", str(port), "--no-worker"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server)
        yield Live(address, tokens)
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the server has ended"
        try:
            httpx.get(f"{address}/books/v3/openapi.json", timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
