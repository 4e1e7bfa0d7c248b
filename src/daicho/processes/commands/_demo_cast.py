"""Whom and what the story of a demo organisation is about: its contacts, items, accounts and places."""

from collections.abc import Mapping
from decimal import Decimal

from daicho.catalog.commands.import_items import import_items
from daicho.contacts.commands.import_contacts import import_contacts
from daicho.contacts.core.terms import PaymentTerms, terms_from_code
from daicho.kernel.bulk import BulkResult
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO, Rate
from daicho.ledger.queries.accounts import account_choices
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading, unit_of_work
from daicho.processes.demo.data_files import contact_rows, item_rows
from daicho.processes.demo.organizations import DemoOrganization, History
from daicho.processes.history.cast import Article, Cast, Party
from daicho.processes.history.world import note_rates
from daicho.stock.commands.create_location import create_location
from daicho.stock.queries.locations import locations
from daicho.taxes.queries.taxes import TaxChoice, tax_choices

_RATES = {
    "JPY": {"USD": Decimal("149.5"), "EUR": Decimal("162")},
    "USD": {"JPY": Decimal("0.0067"), "CAD": Decimal("0.73")},
}
"""What foreign currencies are worth, roughly, by base currency."""
_UNTAXED = {"JPY": {"sale": "免税", "purchase": "対象外"}, "USD": {"sale": "Zero Rate", "purchase": "Zero Rate"}}


def make_cast(ctx: Ctx, seller: Ctx, organization: DemoOrganization, history: History) -> Cast:
    """Make the records of a demo organisation and return what its story needs to know of them."""
    with reading(ctx):
        profile = organization_profile(ctx)
        choices, taxes = account_choices(ctx), tax_choices(ctx)
    base = profile.base_currency
    with unit_of_work(ctx):
        parties = _parties(ctx, organization, base)
        articles = _articles(ctx, organization, parties["vendor"], taxes)
        name = "第二倉庫" if profile.is_japanese else "Second Warehouse"
        create_location(ctx, fields={"name": name, "location_type": "line_item_only"})
    with reading(ctx):
        home, second = (place.location_id for place in locations(ctx)[:2])
    named = {tax.name: tax.tax_id for tax in taxes}
    foreign = {party.currency_code for kind in parties.values() for party in kind.values()} - {""}
    cast = Cast(
        key=organization.key,
        owner=ctx,
        seller=seller,
        country=profile.country_code,
        base_currency=base,
        in_books="books" in organization.applications,
        in_inventory="inventory" in organization.applications,
        sales=organization.sales * history.pace,
        customers=[*parties["customer"].values()],
        vendors=[*parties["vendor"].values()],
        articles=articles,
        rates={code: rate for code, rate in _RATES[base].items() if code in foreign},
        keys={choice.system_key: choice.account_id for choice in choices if choice.system_key},
        codes={choice.code: choice.account_id for choice in choices},
        places=(home, second),
        untaxed={side: named[tax] for side, tax in _UNTAXED[base].items()},
    )
    note_rates(cast, history.start(ctx.today))
    return cast


def _parties(ctx: Ctx, organization: DemoOrganization, base: str) -> dict[str, dict[str, Party]]:
    """Take the contacts in and return them by kind and name."""
    rows = contact_rows(organization.key)
    found: dict[str, dict[str, Party]] = {"customer": {}, "vendor": {}}
    for row, contact_id in zip(rows, _taken(import_contacts(ctx, rows=rows, existing="skip")), strict=True):
        same = found[row["contact_type"]]
        terms = terms_from_code(row["payment_terms_code"]) or PaymentTerms("net")
        currency = row.get("currency_code", "")
        name = row["contact_name"]
        same[name] = Party(len(same), contact_id, name, terms, "" if currency == base else currency)
    return found


def _articles(
    ctx: Ctx, organization: DemoOrganization, vendors: Mapping[str, Party], taxes: list[TaxChoice]
) -> list[Article]:  # fmt: skip
    """Take the items in and return what the story needs to know of them."""
    by_rate = {f"{Decimal(tax.percentage_micro).scaleb(-6).normalize():f}": tax.tax_id for tax in taxes}
    ids = {name: party.contact_id for name, party in vendors.items()}
    rows = item_rows(organization.key, taxes=by_rate, vendors=ids)
    return [
        Article(
            item_id,
            Rate(row["rate_micro"]).value,
            Rate(row["purchase_rate_micro"]).value,
            row.get("tax_id"),
            row["vendor_id"],
            sum(opening["quantity_micro"] for opening in row.get("opening_stock", ())) // MICRO,
        )
        for row, item_id in zip(rows, _taken(import_items(ctx, rows=rows, existing="skip")), strict=True)
    ]


def _taken(result: BulkResult) -> tuple[int, ...]:
    """Return the ids of what was created: everything, or the demo's data is wrong."""
    assert not result.faults, f"the demo's data is wrong: {result.faults[0]}"
    return result.created
