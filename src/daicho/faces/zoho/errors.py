"""Errors that only the wire knows, and what any error says on it (zoho-surface 2.8)."""

import logging
from dataclasses import dataclass

from django.db import DataError, IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext

from daicho.kernel.errors import DaichoError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.platform.text import sentence

logger = logging.getLogger("daicho.wire")

_UNUSABLE = _("The data cannot be stored: it refers to something that does not exist, or is already in use.")
_DEPENDANTS = _("The record is used elsewhere and cannot be deleted.")
_INTERNAL = _("An internal error occurred. Its number is %(request_id)s.")


class Unauthenticated(DaichoError):
    """No token (57), or one that is wrong, expired, or of a disabled person (14)."""

    status = 401

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class NoSuchRoute(DaichoError):
    """No operation has this path."""

    code = 5
    status = 404

    def __init__(self) -> None:
        super().__init__(_("Invalid URL Passed"))


class MethodNotAllowed(DaichoError):
    """The path exists, but not with this method."""

    code = 5
    status = 405

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(_("This method is not allowed here."))
        self.allowed = allowed


class RateLimited(DaichoError):
    """The organisation has used up its minute; `seconds` until the next one."""

    code = 43
    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(_("Too many requests in this minute. Try again in %(seconds)s seconds."), {"seconds": seconds})
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Failure:
    """What an error says on the wire."""

    status: int
    code: int
    message: str


def failure(error: Exception, request_id: str) -> Failure:
    """Return what to answer to `error`, in the active language; what nobody foresaw is logged, told by number only."""
    if isinstance(error, InvalidInput):
        return Failure(error.status, error.code, " ".join(sentence(wrong) for wrong in error.errors))
    if isinstance(error, DaichoError):
        return Failure(error.status, error.code, sentence(error))
    if isinstance(error, ProtectedError | RestrictedError):
        return Failure(400, 36, gettext(_DEPENDANTS))
    if isinstance(error, IntegrityError | DataError):
        logger.warning("request %s: the database refused", request_id, exc_info=error)
        return Failure(400, 4, gettext(_UNUSABLE))
    logger.error("request %s failed", request_id, exc_info=error)
    return Failure(500, 1000, gettext(_INTERNAL) % {"request_id": request_id})
