"""The API clients of a person."""

from django.db.models import Count

from daicho.identity.core.client import ApiClientView
from daicho.identity.core.person import acting_person
from daicho.identity.models import ApiClient
from daicho.kernel.context import Ctx


def api_clients(ctx: Ctx) -> list[ApiClientView]:
    """Return the programs the acting person registered, oldest first."""
    rows = ApiClient.objects.filter(user_id=acting_person(ctx)).annotate(tokens=Count("refreshtoken")).order_by("id")
    return [
        ApiClientView(
            row.id,
            row.client_id,
            row.name,
            row.kind,
            tuple(filter(None, row.redirect_uris.split("\n"))),
            row.created_at,
            row.tokens,
        )
        for row in rows
    ]
