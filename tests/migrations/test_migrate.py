"""The migrations themselves, from nothing: all other tests make their tables straight from the models."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
IS_POSTGRESQL = os.environ.get("DAICHO_TEST_ENGINE") == "postgresql"


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An empty database of the engine under test, as environment variables."""
    settings = {"DJANGO_SETTINGS_MODULE": "daicho.config.settings", "DAICHO_HOME": str(tmp_path), "DATABASE_URL": ""}
    variables = {**os.environ, **settings}
    if not IS_POSTGRESQL:
        yield variables
        return
    server, name = urlsplit(os.environ["TEST_POSTGRES_URL"]), f"daicho_migrations_{os.getpid()}"
    with psycopg.connect(server.geturl(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield variables | {"DATABASE_URL": server._replace(path=f"/{name}").geturl()}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run([*command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_empty_database_is_migrated_filled_and_verified(environment):
    daicho = str(Path(sys.executable).with_name("daicho"))
    assert "Applying ledger.0001_initial" in run(environment, daicho, "migrate")
    assert "No migrations to apply" in run(environment, daicho, "migrate")
    run(environment, daicho, "demo", "--history", "small")
    assert "0 mismatches" in run(environment, daicho, "verify")
    daicho_demo_again = run(environment, daicho, "demo")
    assert "demo@daicho.example" in daicho_demo_again
