"""The address that is proved to be a person's."""

from allauth.account.models import EmailAddress

from daicho.identity.models import User


def confirmed_email(user_id: int) -> tuple[str, bool]:  # tidy: allow call-shape: people stand outside any ctx
    """Return the person's address and whether they have confirmed it; ("", False) where there is no such person."""
    email = User.objects.filter(id=user_id, is_active=True).values_list("email", flat=True).first()
    if email is None:
        return "", False
    return email, EmailAddress.objects.filter(user_id=user_id, email__iexact=email, verified=True).exists()
