"""The operations of this package."""

from daicho.organizations.api.approvals import OPERATIONS as APPROVALS
from daicho.organizations.api.currencies import OPERATIONS as CURRENCIES
from daicho.organizations.api.members import OPERATIONS as MEMBERS
from daicho.organizations.api.organizations import OPERATIONS as ORGANIZATIONS
from daicho.platform.wire.operation import Operation

OPERATIONS: list[Operation] = [*ORGANIZATIONS, *MEMBERS, *APPROVALS, *CURRENCIES]
