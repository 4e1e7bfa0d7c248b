"""Contexts for tests."""

from datetime import UTC, date, datetime

from daicho.kernel.context import Actor, Application, Ctx

ORGANIZATION = 1_000_000_000_000_000_001
OTHER_ORGANIZATION = 1_000_000_000_000_000_002
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def context(
    organization_id: int = ORGANIZATION,
    *permissions: str,
    user_id: int | None = 1,
    now: datetime = NOW,
    today: date | None = None,
    locale: str = "en",
    application: Application | None = "books",
) -> Ctx:
    """Return a context in `organization_id`; all rights unless some are named."""
    return Ctx(
        organization_id=organization_id,
        actor=Actor(user_id, "Hanako Sato", frozenset(permissions or {"*"})),
        now=now,
        today=today or now.date(),
        locale=locale,
        time_zone="Asia/Tokyo",
        request_id="test",
        channel="api",
        application=application,
    )
