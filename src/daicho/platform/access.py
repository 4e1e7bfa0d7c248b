"""What a route demands of its caller. Every route declares it; a route without it stops the start."""

SIGNED_IN = "signed-in"
"""Any signed-in person, outside an organisation."""

PUBLIC = "public"
"""Anybody."""

MEMBER = "member"
"""Any member of the organisation, whatever the role."""

ACTIONS = ("view", "create", "edit", "delete", "approve")


def is_declared(permission: str) -> bool:
    """Tell whether `permission` is one of the above or "<module>.<action>"."""
    module, dot, action = permission.partition(".")
    return permission in {SIGNED_IN, PUBLIC, MEMBER} or bool(module and dot and action in ACTIONS)
