"""Lists of contacts: filters, sorts, views and search, the same for pages, API and exports."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from daicho.contacts.core.names import search_key
from daicho.contacts.core.uses import OpenAmounts
from daicho.contacts.models import Contact, Person
from daicho.contacts.queries._primary import with_billing_text, with_primary_person
from daicho.contacts.queries._uses import contact_uses
from daicho.contacts.queries.contact_balances import contact_balances
from daicho.contacts.queries.contact_currencies import contact_currencies
from daicho.kernel.context import Ctx
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of

_NOTHING_OPEN = OpenAmounts()


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact in a list. Open amounts are in minor units of `currency_code` and of the base currency."""

    contact_id: int
    contact_type: str
    name: str
    name_kana: str
    company_name: str
    contact_number: str
    sub_type: str
    is_active: bool
    payment_terms_code: str
    payment_terms_label: str
    currency_code: str
    language_code: str
    website: str
    tax_registration_number: str
    tax_registration_status: str
    owner_id: int | None
    tracks_1099: bool
    created_at: datetime
    modified_at: datetime
    first_name: str
    last_name: str
    email: str
    phone: str
    mobile: str
    open_amounts: OpenAmounts = _NOTHING_OPEN


_PRIMARY = ("primary_first_name", "primary_last_name", "primary_email", "primary_phone", "primary_mobile")
_COLUMNS = ("id", *tuple(ContactRow.__dataclass_fields__)[1:19], *_PRIMARY)
BY_RECEIVABLE, BY_PAYABLE = "outstanding_receivable_amount", "outstanding_payable_amount"


def _all(ctx: Ctx) -> Q:
    return Q()


def _duplicates(ctx: Ctx) -> Q:
    """Contacts that share the primary person's address, the company's name or the registration number with another."""
    persons = Person.objects.filter(is_primary=True, contact__merged_into=None)
    contacts = Contact.objects.filter(merged_into=None)
    return (
        Q(primary_email__in=_repeated(persons, "email"))
        | Q(company_name__in=_repeated(contacts, "company_name"))
        | Q(tax_registration_number__in=_repeated(contacts, "tax_registration_number"))
    )


def _repeated(rows: "QuerySet[Any, Any]", column: str) -> list[str]:
    """Return the values that more than one row has; read at once, since databases plan the nested query badly."""
    given = rows.exclude(**{column: ""}).order_by().values_list(column, flat=True)
    return list(given.annotate(times=Count("id")).filter(times__gt=1))


def _portal(ctx: Ctx) -> Q:
    return Q(id__in=Person.objects.filter(is_portal_enabled=True).values("contact_id"))


def _unpaid(ctx: Ctx) -> Q:
    return Q(id__in=[contact_id for use in contact_uses() for contact_id in use.unpaid(ctx)])


def _overdue(ctx: Ctx) -> Q:
    return Q(id__in=[contact_id for use in contact_uses() for contact_id in use.overdue(ctx)])


def _over_credit_limit(ctx: Ctx) -> Q:
    rows = Contact.objects.filter(_unpaid(ctx), credit_limit_minor__isnull=False)
    limited = list(rows.values_list("id", "currency_code", "credit_limit_minor"))
    balances = contact_balances(ctx, currencies={key: currency for key, currency, _limit in limited})
    return Q(id__in=[key for key, _currency, limit in limited if balances[key].receivable > (limit or 0)])


CONTACTS = Listing(
    filters=(
        Filter("contact_type", "contact_type", "choice", {"customer": "customer", "vendor": "vendor"}),
        Filter("status", "is_active", "choice", {"active": True, "inactive": False}),
        Filter("contact_name", "name"),
        Filter("name_kana", "name_kana"),
        Filter("company_name", "company_name"),
        Filter("contact_number", "contact_number"),
        Filter("first_name", "primary_first_name"),
        Filter("last_name", "primary_last_name"),
        Filter("address", "billing_text"),
        Filter("email", "primary_email"),
        Filter("phone", "primary_phone"),
        Filter("currency_code", "currency_code"),
        Filter("tax_registration_number", "tax_registration_number"),
        Filter(
            "tax_registration_status",
            "tax_registration_status",
            "choice",
            {status: status for status in ("registered", "unregistered", "unknown")},
        ),
        Filter("created_time", "created_at", "moment"),
        Filter("zcrm_contact_id", "details__zcrm_contact_id"),
        Filter("zcrm_account_id", "details__zcrm_account_id"),
        Filter("zcrm_vendor_id", "details__zcrm_vendor_id"),
    ),
    sorts={
        "contact_name": "sort_key",
        "company_name": "company_name",
        "contact_number": "contact_number",
        "first_name": "primary_first_name",
        "last_name": "primary_last_name",
        "email": "primary_email",
        BY_RECEIVABLE: "sort_key",
        BY_PAYABLE: "sort_key",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="sort_key",
    search=("search_key", "primary_email", "primary_phone"),
    views={
        "Status.All": _all,
        "Status.Active": lambda ctx: Q(is_active=True),
        "Status.Inactive": lambda ctx: Q(is_active=False),
        "Status.Duplicate": _duplicates,
        "Status.PortalEnabled": _portal,
        "Status.PortalDisabled": lambda ctx: ~_portal(ctx),
        "Status.CreditLimitExceed": _over_credit_limit,
        "Status.Crm": lambda ctx: Q(details__has_key="zcrm_account_id") | Q(details__has_key="zcrm_contact_id"),
        "Invoice.OverDue": _overdue,
        "Invoice.Unpaid": _unpaid,
        "ContactType.Customers": lambda ctx: Q(contact_type="customer"),
        "ContactType.Vendors": lambda ctx: Q(contact_type="vendor"),
    },
)


def contact_list(ctx: Ctx, *, criteria: Criteria) -> Rows[ContactRow]:
    """Return a page of contacts.

    Search looks at name, reading, company and number, whatever their width, case and kana, and at the primary person's
    e-mail address and telephone.
    """
    criteria = replace(criteria, search=search_key(criteria.search))
    rows = with_primary_person(Contact.objects.filter(merged_into=None))
    if any(name.startswith("address") for name in criteria.filters):
        rows = with_billing_text(rows)
    matching = filter_rows(ctx, rows, CONTACTS, criteria)
    if criteria.sort in {BY_RECEIVABLE, BY_PAYABLE}:
        page = _page_by_amount(ctx, matching, criteria)
    else:
        page = page_of(matching.values_list(*_COLUMNS), criteria)
    found = [ContactRow(*values) for values in page.rows]
    balances = contact_balances(ctx, currencies={row.contact_id: row.currency_code for row in found})
    return Rows([replace(row, open_amounts=balances[row.contact_id]) for row in found], page.has_more, page.total)


def _page_by_amount(ctx: Ctx, matching: "QuerySet[Contact, Any]", criteria: Criteria) -> Rows[Any]:
    """Sort by what is open in base currency: the few contacts with something open are sorted here, the rest by name."""
    ids = {contact_id for use in contact_uses() for contact_id in use.with_open_amounts(ctx)}
    balances = contact_balances(ctx, currencies=contact_currencies(ctx, contact_ids=list(ids)))
    name = "receivable_base" if criteria.sort == BY_RECEIVABLE else "payable_base"
    amounts = {contact_id: getattr(open_amounts, name) for contact_id, open_amounts in balances.items()}
    open_ids = [contact_id for contact_id, amount in amounts.items() if amount]
    some = sorted(matching.filter(id__in=open_ids).values_list(*_COLUMNS), key=lambda row: amounts[row[0]])
    rest = matching.exclude(id__in=open_ids).values_list(*_COLUMNS)
    return _joined_page(some[::-1] if criteria.descending else some, rest, criteria)


def _joined_page(some: Sequence[Any], rest: "QuerySet[Any, Any]", criteria: Criteria) -> Rows[Any]:
    """Cut a page out of two lists, the open ones first when descending, else last."""
    start, wanted = (criteria.page - 1) * criteria.per_page, criteria.per_page + 1
    if criteria.descending:
        found = [*some[start : start + wanted]]
        behind = max(0, start - len(some))
        found += rest[behind : behind + wanted - len(found)]
    else:
        before = rest.count()
        found = [*rest[start : start + wanted]]
        behind = max(0, start - before)
        found += some[behind : behind + wanted - len(found)]
    total = len(some) + rest.count() if criteria.with_total else None
    return Rows(found[: criteria.per_page], len(found) > criteria.per_page, total)
