"""Whether there is anybody yet."""

from daicho.identity.models import User
from daicho.kernel.context import Ctx


def anybody(ctx: Ctx) -> bool:
    """Tell whether the installation has a person."""
    del ctx  # people stand outside any organisation
    return User.objects.exists()
