"""Whether mail and webhooks may leave an organisation."""

from daicho.organizations.models import Organization


def may_leave(organization_id: int) -> bool:  # tidy: allow call-shape: the mail gate asks outside any call
    """Tell whether anything may leave: not from a test organisation. 0, the installation itself, always may."""
    return not Organization.objects.filter(id=organization_id, mode=Organization.Mode.TEST).exists()
