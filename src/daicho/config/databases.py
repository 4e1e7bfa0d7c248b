"""DATABASE_URL and EMAIL_URL as Django settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_KEPT_SECONDS = 600
"""How long a server's thread keeps its connection: to open a file of SQLite anew costs as much as a small request."""
_SQLITE_OPTIONS = {
    # Commands take the write lock when they begin; waiting beats failing (docs/adr/0003-two-engines.md).
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL because these are books: with NORMAL a power cut can lose the last commits.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; "
        "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864"
    ),
}


def database(url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for `url`, for a SQLite file in `home` where it is empty.

    Raises ValueError for a scheme other than sqlite and postgresql.
    """
    if not url:
        url = f"sqlite:///{home / 'daicho.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "daicho.platform.db.sqlite",
            "NAME": unquote(parts.path[1:]),
            "CONN_MAX_AGE": _KEPT_SECONDS,
            "OPTIONS": _SQLITE_OPTIONS,
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "daicho.platform.db.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": _KEPT_SECONDS,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ValueError(f"DATABASE_URL: {parts.scheme} is neither sqlite nor postgresql")


def mail(url: str, home: Path) -> dict[str, Any]:
    """Return Django's mail settings for `url` (smtp:// or smtps://); empty: files below `home`/outbox."""
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(home / "outbox")}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"EMAIL_URL: {parts.scheme} is neither smtp nor smtps")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
