"""Sentences in the language of the running call."""

from collections.abc import Mapping

from django.utils.translation import gettext

from daicho.kernel.errors import DaichoError, FieldError

_TRANSLATED = frozenset({"entity"})
"""Parameters that are texts of ours themselves: the kind of record a sentence is about. Others stand as they are."""


def sentence(error: DaichoError | FieldError) -> str:
    """Return the error's sentence in the active language, parameters filled in."""
    return filled(error.message, error.parameters)


def filled(template: str, parameters: Mapping[str, object]) -> str:
    """Return the translated `template` with its parameters."""
    text = gettext(template)
    if not parameters:
        return text
    return text % {name: gettext(str(value)) if name in _TRANSLATED else value for name, value in parameters.items()}
