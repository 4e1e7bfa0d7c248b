"""The organisations a person has in an application."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.kernel.context import Application, Ctx
from daicho.kernel.measure import MICRO, Rate
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.core.membership import MembershipView
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.models import Currency, Organization
from daicho.organizations.queries._profiles import profiles_of
from daicho.organizations.queries.memberships import memberships
from daicho.platform.db.scope import ACROSS, organization_scope


@dataclass(frozen=True, slots=True)
class MyOrganization:
    """An organisation and the caller's place in it. `is_default`: it opens at sign-in; `base`: its base currency."""

    profile: OrganizationProfile
    membership: MembershipView
    is_default: bool
    base: CurrencyView


def joined_organizations(ctx: Ctx, *, application: Application | None = None) -> list[MyOrganization]:
    """Return the caller's organisations, the default one first; with `application`, those joined to it and allowed.

    Goes across organisations on purpose, by the caller's own memberships only.
    """
    own = memberships(ctx)
    default = own[0].organization_id if own else 0
    with organization_scope(ACROSS):
        rows = Organization.objects.filter(id__in=[view.organization_id for view in own])
        profiles = {profile.organization_id: profile for profile in profiles_of(rows)}
        bases = _base_currencies(profiles.values())
    return [
        MyOrganization(
            profiles[view.organization_id], view, view.organization_id == default, bases[view.organization_id]
        )
        for view in own
        if application is None or application in view.applications
    ]


def _base_currencies(profiles: Collection[OrganizationProfile]) -> dict[int, CurrencyView]:
    codes = {profile.organization_id: profile.base_currency for profile in profiles}
    rows = Currency.objects.filter(organization_id__in=list(codes), code__in=set(codes.values()))
    fields = ("organization_id", "id", "code", "name", "symbol", "format", "price_precision")
    return {
        organization_id: CurrencyView(currency_id, code, name, symbol, how, precision, is_base=True, rate=Rate(MICRO))
        for organization_id, currency_id, code, name, symbol, how, precision in rows.values_list(*fields)
        if code == codes[organization_id]
    }
