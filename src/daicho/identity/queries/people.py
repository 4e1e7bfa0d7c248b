"""People by their ids."""

from collections.abc import Iterable

from daicho.identity.core.person import PersonView
from daicho.identity.models import User
from daicho.identity.queries._views import PERSON_FIELDS, person_view


def people(user_ids: Iterable[int]) -> dict[int, PersonView]:  # tidy: allow call-shape: people stand outside any ctx
    """Return the people with these ids, by id; unknown ids are left out."""
    rows = User.objects.filter(id__in=set(user_ids)).values_list(*PERSON_FIELDS)
    return {view.user_id: view for view in map(person_view, rows)}
