"""Background work of this package; the table is config/wiring.py."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.utils.translation import override

from daicho.kernel.context import Ctx
from daicho.ledger.commands.write_due_journals import write_due_journals
from daicho.ledger.queries.with_due_templates import with_due_templates
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading


def write_due(ctx: Ctx, payload: Mapping[str, object]) -> None:
    """Write the journals that are due in every organisation, by the day that it has there."""
    del payload
    for organization_id in with_due_templates(ctx):
        inside = ctx.within(organization_id)
        with reading(inside):
            profile = organization_profile(inside)
        today = ctx.now.astimezone(ZoneInfo(profile.time_zone)).date()
        inside = replace(inside, today=today, time_zone=profile.time_zone, locale=profile.language_code)
        with override(profile.language_code):
            write_due_journals(inside)
