"""API clients and what they hold. Secrets, codes and tokens are stored as hashes only."""

from django.db import models

from daicho.identity.models.user import User
from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.ids import new_id

HASH_LENGTH = 64


class ApiClient(models.Model):
    """A program registered by a person. A self client acts for that person only and has no redirect address."""

    class Kind(models.TextChoices):
        """How codes come to the program."""

        SERVER = "server"
        SELF = "self"

    id = SnowflakeField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=6, choices=Kind)
    client_id = models.CharField(max_length=40, unique=True)
    secret_hash = models.CharField(max_length=HASH_LENGTH)
    redirect_uris = models.TextField(blank=True)
    created_at = models.DateTimeField()


class AuthorizationCode(models.Model):
    """A code on its way to a program; good once."""

    id = SnowflakeField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    redirect_uri = models.TextField(blank=True)
    scopes = models.TextField()
    offline = models.BooleanField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class RefreshToken(models.Model):
    """What a program keeps to get access tokens, until it is revoked."""

    id = SnowflakeField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    scopes = models.TextField()
    created_at = models.DateTimeField()


class AccessToken(models.Model):
    """What a program sends with each call, for an hour. It ends with its refresh token."""

    id = SnowflakeField(primary_key=True, default=new_id, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    refresh_token = models.ForeignKey(RefreshToken, on_delete=models.CASCADE, null=True)
    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    scopes = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
