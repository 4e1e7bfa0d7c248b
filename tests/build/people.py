"""People and API clients for tests."""

from daicho.identity.commands.create_user import create_user
from daicho.identity.commands.grant_code import grant_code
from daicho.identity.commands.register_client import register_client
from daicho.identity.core.token import NewClient
from daicho.kernel.context import Ctx
from tests.build.context import context

PASSWORD = "correct horse"
CALLBACK = "https://client.example/callback?x=1"
SCOPES = frozenset({"zohobooks.contacts.read", "zohoinventory.fullaccess.all"})


def make_person(email: str = "hanako@example.com", name: str = "Hanako Sato", locale: str = "en") -> Ctx:
    """Make a person with PASSWORD and return a context outside any organisation in which that person acts."""
    user_id = create_user(context(0), email=email, password=PASSWORD, name=name, locale=locale)
    return context(0, "signed-in", "public", user_id=user_id)


def make_client(ctx: Ctx, kind: str = "server") -> NewClient:
    """Register an API client of the person who acts in `ctx`, with CALLBACK as its redirect address."""
    return register_client(ctx, name="Warehouse robot", kind=kind, redirect_uris=[CALLBACK])


def make_code(ctx: Ctx, client: NewClient, *, offline: bool = True, redirect_uri: str = CALLBACK) -> str:
    """Return a code by which the client may act for the person who acts in `ctx`, within SCOPES."""
    return grant_code(ctx, client_id=client.client_id, scopes=SCOPES, redirect_uri=redirect_uri, offline=offline)
