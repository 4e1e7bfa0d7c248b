"""A person by e-mail address."""

from daicho.identity.core.person import PersonView
from daicho.identity.models import User
from daicho.identity.queries._views import PERSON_FIELDS, person_view


def person_by_email(email: str) -> PersonView | None:  # tidy: allow call-shape: people stand outside any ctx
    """Return the person with this address, whatever its case, or None."""
    row = User.objects.filter(email=email.strip().lower()).values_list(*PERSON_FIELDS).first()
    return person_view(row) if row else None
