"""The limit per organisation and minute (zoho-surface 2.9). Without one, the headers carry a large constant."""

from dataclasses import dataclass

from django.conf import settings

from daicho.faces.zoho.errors import RateLimited
from daicho.kernel.context import Ctx
from daicho.platform.request_limit import count_request

WINDOW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may still ask for in this minute."""

    limit: int = 1_000_000
    remaining: int = 1_000_000
    reset_seconds: int = WINDOW_SECONDS
    exceeded: bool = False

    def headers(self) -> dict[str, str]:
        """Return the headers that every JSON answer carries."""
        return {
            "X-Rate-Limit-Limit": str(self.limit),
            "X-Rate-Limit-Remaining": str(self.remaining),
            "X-Rate-Limit-Reset": str(self.reset_seconds),
        }


def initial_allowance() -> Allowance:
    """Return the allowance before anybody is known to ask."""
    limit = settings.DAICHO_RATE_LIMIT
    return Allowance(limit, limit) if limit else Allowance()


def take(ctx: Ctx) -> Allowance:
    """Count this request for its organisation, outside of all for its person, and return what is left."""
    limit = settings.DAICHO_RATE_LIMIT
    if not limit:
        return Allowance()
    subject = ctx.organization_id or ctx.actor.user_id or 0
    requests = count_request(subject, ctx.now)
    reset_seconds = WINDOW_SECONDS - int(ctx.now.timestamp()) % WINDOW_SECONDS
    return Allowance(limit, max(0, limit - requests), reset_seconds, requests > limit)


def enforce(allowance: Allowance) -> None:
    """Raise RateLimited when the minute was used up before."""
    if allowance.exceeded:
        raise RateLimited(allowance.reset_seconds)
