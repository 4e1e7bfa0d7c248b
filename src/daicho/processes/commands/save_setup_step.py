"""One step of the quick set-up of Books, saved on its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from daicho.kernel.context import Ctx
from daicho.ledger.commands.create_account import create_account
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.change_series import change_series
from daicho.organizations.commands.finish_setup_step import finish_setup_step
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.core.member import MemberFields
from daicho.organizations.core.organization import OrganizationFields
from daicho.organizations.core.permissions import EVERYTHING
from daicho.platform.numbering import SeriesRow
from daicho.platform.work import unit_of_work


@dataclass(frozen=True, slots=True)
class SetupContent:
    """What is said in a step: profile and preferences, number series, a bank account to be made, people to be invited.

    Each step uses its part; the rest stays empty. A step that may be skipped is skipped by saying nothing.
    """

    fields: OrganizationFields = field(default_factory=OrganizationFields)
    series: Sequence[SeriesRow] = ()
    bank_account_name: str = ""
    invitations: Sequence[MemberFields] = ()


def save_setup_step(ctx: Ctx, *, step: str, content: SetupContent) -> str | None:
    """Save what was said in `step`, note it as finished, and return the next step, None when the set-up is done.

    Raises InvalidInput for wrong fields, RuleBroken when no set-up is under way.
    """
    ctx.require(EVERYTHING)
    with unit_of_work(ctx):
        following = finish_setup_step(ctx, step=step)
        if content.fields:
            update_organization(ctx, fields=content.fields)
        for series in content.series:
            change_series(ctx, series=series)
        if content.bank_account_name.strip():
            create_account(ctx, fields={"name": content.bank_account_name, "account_type": "bank"})
        for fields in content.invitations:
            add_member(ctx, fields=fields)
    return following
