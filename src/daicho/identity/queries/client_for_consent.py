"""The API client a person is asked about."""

from daicho.identity.core.token import is_client_id
from daicho.identity.models import ApiClient
from daicho.kernel.context import Ctx


def client_for_consent(ctx: Ctx, *, client_id: str, redirect_uri: str) -> str | None:
    """Return the name of the program, None where it is unknown or did not register exactly this redirect address."""
    del ctx  # anybody may be asked
    if not is_client_id(client_id):
        return None
    row = ApiClient.objects.filter(client_id=client_id, kind=ApiClient.Kind.SERVER).first()
    return row.name if row and redirect_uri in row.redirect_uris.split("\n") else None
