"""Tokens in links: only their hash is kept."""

import hashlib


def token_hash(token: str) -> str:
    """Return the hash under which a link's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
