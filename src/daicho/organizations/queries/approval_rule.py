"""What documents of a module need before they count."""

from daicho.kernel.context import Ctx
from daicho.organizations.core.approval import Rule, rule_from
from daicho.organizations.queries.profile import organization_profile


def approval_rule(ctx: Ctx, *, module: str) -> Rule:
    """Return the rule for documents of `module` ("salesorders"); it stands with the profile of the organisation."""
    return rule_from(organization_profile(ctx).approvals.get(module))
