"""Tables of organisations."""

from daicho.organizations.models.approval import ApprovalLevel
from daicho.organizations.models.currency import Currency, ExchangeRate
from daicho.organizations.models.deletion import DeletionRequest
from daicho.organizations.models.joined import JoinedApplication
from daicho.organizations.models.member import Invitation, Membership, Role
from daicho.organizations.models.organization import Organization

__all__ = [
    "ApprovalLevel",
    "Currency",
    "DeletionRequest",
    "ExchangeRate",
    "Invitation",
    "JoinedApplication",
    "Membership",
    "Organization",
    "Role",
]
