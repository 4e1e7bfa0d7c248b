"""Errors a person or a client can cause.

Each carries a translatable sentence (an English template with %(name)s parameters) and its parameters; the edge
translates it. `code` is the number on the wire (`docs/reference`, zoho-surface 2.8), `status` the HTTP status.
Programmer errors are assertions, never these.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from daicho.kernel.text import noop as _

Parameters = Mapping[str, object]


class DaichoError(Exception):
    """Base of all errors that are answered with a sentence."""

    code: int = 4000
    status: ClassVar[int] = 400

    def __init__(self, message: str, parameters: Parameters | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.parameters: Parameters = parameters or {}

    def __str__(self) -> str:
        """Return the sentence in English, for logs and tests."""
        return self.message % self.parameters if self.parameters else self.message


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field. `code`: 4 missing, malformed or duplicate; 2 bad value (zoho-surface 2.8)."""

    field: str
    message: str
    parameters: Parameters = dataclasses.field(default_factory=dict)
    code: int = 2


class InvalidInput(DaichoError):
    """One or more fields are missing or wrong; all of them are told at once."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        assert errors, "InvalidInput needs at least one field error"
        first = errors[0]
        super().__init__(first.message, first.parameters)
        self.errors = tuple(errors)
        self.code = first.code


class NotFound(DaichoError):
    """The record does not exist, or the caller may not know that it does."""

    code = 1002
    status = 404


class Forbidden(DaichoError):
    """The caller is known but has no right to do this."""

    code = 57
    status = 403


class RuleBroken(DaichoError):
    """A business rule refuses. `code`: the rule's own number, 4000 to 4999, or one fixed by zoho-surface 2.8."""

    def __init__(self, code: int, message: str, parameters: Parameters | None = None) -> None:
        super().__init__(message, parameters)
        self.code = code


def invalid(field_name: str, message: str, parameters: Parameters | None = None, *, code: int = 2) -> InvalidInput:
    """Return an `InvalidInput` about a single field."""
    return InvalidInput([FieldError(field_name, message, parameters or {}, code)])


def missing(field_name: str) -> FieldError:
    """Return the error of a field that must be given and was not."""
    return FieldError(field_name, _("%(field)s is required."), {"field": field_name}, 4)


def duplicate(field_name: str, value: object) -> FieldError:
    """Return the error of a value that must be unique and is taken."""
    return FieldError(
        field_name, _("%(field)s '%(value)s' is already in use."), {"field": field_name, "value": value}, 4
    )
