"""Tables of people."""

from daicho.identity.models.user import User

__all__ = ["User"]
