"""Every address that needs no sign-in is here, with the reason; a new one fails until it is written down."""

from daicho.faces.console.urls import urlpatterns
from daicho.platform.access import PUBLIC

_LINK = "holding the link's token is the right: one document of one organisation, nothing else (test_share_links)"
OPEN = {
    "language": "changes the language of this browser",
    "oauth_token": "the client proves itself by its secret",
    "oauth_revoke": "holding the token is the right to end it",
    "shared": _LINK,
    "shared_seen": _LINK,
    "shared_answer": _LINK,
    "shared_pdf": _LINK,
}


def test_nothing_is_open_without_a_reason():
    found = {
        pattern.name
        for pattern in urlpatterns
        if getattr(getattr(pattern, "callback", None), "permission", "") == PUBLIC
    }
    assert found == OPEN.keys()
