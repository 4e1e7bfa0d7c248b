"""Redirect addresses of API clients."""

import re

MAXIMUM_LENGTH = 2000
# The host goes into the page's security policy, so nothing but a plain host and port may stand there.
_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?([/?][!-~]*)?")


def is_redirect_uri(text: str) -> bool:
    """Tell whether a client may be registered with this address: absolute, http or https, without a fragment."""
    is_web = _ADDRESS.fullmatch(text) is not None
    return is_web and "#" not in text and "\\" not in text and len(text) <= MAXIMUM_LENGTH
