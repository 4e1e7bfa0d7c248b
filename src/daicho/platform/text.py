"""Errors as sentences in the language of the running call."""

from django.utils.translation import gettext

from daicho.kernel.errors import DaichoError, FieldError


def sentence(error: DaichoError | FieldError) -> str:
    """Return the error's sentence in the active language, parameters filled in."""
    template = gettext(error.message)
    return template % error.parameters if error.parameters else template
