"""Who belongs to an organisation and what they may do."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class Role(TenantModel):
    """A named set of permissions. A built-in role's set is in core.permissions, under `built_in`."""

    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    built_in = models.CharField(max_length=20, blank=True)
    permissions = models.TextField(blank=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="organizations_role_name_once")]


class Membership(TenantModel):
    """One person in one organisation; `user_id` is empty until an invited person accepts."""

    class State(models.TextChoices):
        """Where the membership stands."""

        INVITED = "invited"
        ACTIVE = "active"
        INACTIVE = "inactive"

    user_id = SnowflakeField(null=True)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    role = OrganizationForeignKey(Role, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State)
    may_use_books = models.BooleanField(default=True)
    may_use_inventory = models.BooleanField(default=True)
    is_default = models.BooleanField(default=False)
    cost_rate_micro = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "email"], name="organizations_member_email_once"),
            models.UniqueConstraint(fields=["organization_id", "user_id"], name="organizations_member_user_once"),
        ]
        indexes = [
            models.Index(fields=["user_id"], name="organizations_member_user"),
            models.Index(fields=["email"], condition=models.Q(state="invited"), name="organizations_member_invited"),
        ]


class Invitation(TenantModel):
    """The link that was mailed to an invited person; only the token's hash is kept."""

    membership = OrganizationForeignKey(Membership, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64)
    invited_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "membership"], name="organizations_invitation_once")
        ]
        indexes = [models.Index(fields=["token_hash"], name="organizations_invitation_token")]
