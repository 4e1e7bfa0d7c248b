"""The table of what higher packages know of contacts (CONTACT_USES in config/wiring.py)."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.contacts.core.uses import ContactUse


def contact_uses() -> Iterator[ContactUse]:
    """Yield what each package above tells about contacts."""
    for path in settings.DAICHO_CONTACT_USES:
        yield import_string(path)
