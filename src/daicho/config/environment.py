"""The environment variables of INTERFACE.md §2, read once into a frozen object."""

import secrets
from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """What an operator may set. All of it has a default that works on one machine."""

    model_config = SettingsConfigDict(frozen=True)

    database_url: str = ""
    daicho_home: Path = Path("var")
    port: int = 8000
    daicho_secret_key: str = ""
    daicho_public_url: str = ""
    email_url: str = ""
    daicho_rate_limit: int = 0
    daicho_trusted_proxies: int = 0
    daicho_debug: bool = False


@cache
def environment() -> Environment:
    """Return the environment of this process; the data folder exists afterwards."""
    values = Environment()
    home = values.daicho_home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    return values.model_copy(
        update={
            "daicho_home": home,
            "daicho_secret_key": values.daicho_secret_key or _kept_secret(home),
            "daicho_public_url": (values.daicho_public_url or f"http://127.0.0.1:{values.port}").rstrip("/"),
        }
    )


def _kept_secret(home: Path) -> str:
    path = home / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
