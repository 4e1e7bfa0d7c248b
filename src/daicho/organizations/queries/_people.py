"""Names of people, members or not any more."""

from collections.abc import Collection

from daicho.identity.queries.people import people
from daicho.kernel.context import Ctx
from daicho.organizations.queries.member_names import member_names


def names_of(ctx: Ctx, user_ids: Collection[int]) -> dict[int, str]:
    """Return person's id → name as a member, else as the account has it; one statement, two where members have left."""
    if not user_ids:
        return {}
    names = member_names(ctx, user_ids=user_ids)
    left = set(user_ids) - names.keys()
    return names | {user_id: person.name for user_id, person in people(left).items()} if left else names
