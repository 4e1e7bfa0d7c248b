"""The rows every organisation begins with."""

from daicho.kernel.context import Application, Ctx
from daicho.kernel.money import currency_decimals
from daicho.organizations.core.currencies import first_currencies
from daicho.organizations.core.permissions import ADMINISTRATOR, BUILT_IN, ROLE_NAMES
from daicho.organizations.core.series import PREFIXES
from daicho.organizations.models import Currency, JoinedApplication, Membership, Role
from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.numbering import create_series


def first_rows(ctx: Ctx, *, application: Application, base_currency: str, email: str) -> None:
    """Write the joined application, roles, currencies, number series and the caller as administrator."""
    stamps = {"organization_id": ctx.organization_id, "created_at": ctx.now, "modified_at": ctx.now}
    JoinedApplication.objects.bulk_create(
        [
            JoinedApplication(
                organization_id=ctx.organization_id,
                application=application,
                joined_at=ctx.now,
                joined_by=ctx.actor.user_id,
            )
        ]
    )
    roles = [Role(name=ROLE_NAMES[key], built_in=key, **stamps) for key in BUILT_IN]
    Role.objects.bulk_create(roles)
    Membership.objects.bulk_create(
        [
            Membership(
                user_id=ctx.actor.user_id,
                name=ctx.actor.name,
                email=email.lower(),
                role_id=next(role.id for role in roles if role.built_in == ADMINISTRATOR),
                state=Membership.State.ACTIVE,
                is_default=not _belongs_somewhere(ctx),
                **stamps,
            )
        ]
    )
    Currency.objects.bulk_create(
        [
            Currency(
                code=facts.code,
                name=facts.name,
                symbol=facts.symbol,
                format=facts.format,
                price_precision=currency_decimals(facts.code),
                is_offered=facts.code != base_currency,
                **stamps,
            )
            for facts in first_currencies(base_currency)
        ]
    )
    create_series(ctx, list(PREFIXES.items()))


def _belongs_somewhere(ctx: Ctx) -> bool:
    """Tell whether the person has a default organisation; across organisations, by this person only."""
    with organization_scope(ACROSS):
        return Membership.objects.filter(user_id=ctx.actor.user_id, is_default=True).exists()
