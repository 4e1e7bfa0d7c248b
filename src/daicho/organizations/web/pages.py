"""The pages of this package."""

from daicho.organizations.web.approvals import PAGES as APPROVALS
from daicho.organizations.web.currencies import PAGES as CURRENCIES
from daicho.organizations.web.members import PAGES as MEMBERS
from daicho.organizations.web.roles import PAGES as ROLES
from daicho.organizations.web.settings import PAGES as SETTINGS
from daicho.platform.web.page import Page

PAGES: list[Page] = [*SETTINGS, *APPROVALS, *CURRENCIES, *MEMBERS, *ROLES]
