"""A person's own name and language."""

from daicho.identity.core.person import acting_person
from daicho.identity.models import User
from daicho.kernel.context import Ctx
from daicho.platform.access import SIGNED_IN
from daicho.platform.work import unit_of_work


def update_profile(ctx: Ctx, *, name: str, locale: str) -> None:
    """Set the acting person's name and language ("ja" or "en")."""
    ctx.require(SIGNED_IN)
    assert locale in {"ja", "en"}, "the form offers what there is"
    with unit_of_work(ctx.within(0)) as unit:
        user = User.objects.get(id=acting_person(ctx))
        before, after = {"name": user.name, "locale": user.locale}, {"name": name.strip(), "locale": locale}
        User.objects.filter(id=user.id).update(**after)
        unit.record("user", user.id, "updated", before=before, after=after)
