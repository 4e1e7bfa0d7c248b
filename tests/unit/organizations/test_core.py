"""Permissions, registration numbers, set-up steps, countries: decisions without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.jp import cn

from daicho.organizations.core.currencies import CURRENCIES, first_currencies
from daicho.organizations.core.member import may_give
from daicho.organizations.core.organization import OrganizationFields, country_of, month_number
from daicho.organizations.core.permissions import (
    ACCOUNTANT,
    ADMINISTRATOR,
    BUILT_IN,
    EVERYTHING,
    MODULES,
    READ_ONLY,
    SALES,
    WAREHOUSE,
    Refusal,
    built_in_permissions,
    custom_permissions,
    every_permission,
)
from daicho.organizations.core.registration_number import (
    is_corporate,
    is_registration_number,
    normal_registration_number,
)
from daicho.organizations.core.series import NAMES, PREFIXES
from daicho.organizations.core.setup import STEP_NAMES, STEPS, finished_steps, next_step, stored_steps

COUNTRIES = {"JP": "Japan", "US": "United States", "DE": "Germany"}


@pytest.mark.parametrize("role", [role for role in BUILT_IN if role != ADMINISTRATOR])
def test_built_in_roles_hold_known_permissions_and_never_everything(role):
    held = built_in_permissions(role)
    assert held <= every_permission()
    assert held
    assert all(f"{name.partition('.')[0]}.view" in held for name in held), "who may act may view"


def test_what_the_built_in_roles_are_for():
    assert built_in_permissions(ADMINISTRATOR) == {EVERYTHING}
    assert {"journals.approve", "bills.delete", "accounts.create"} <= built_in_permissions(ACCOUNTANT)
    assert not {"users.create", "users.edit", "users.delete"} & built_in_permissions(ACCOUNTANT)
    assert {"salesorders.create", "salesorders.delete", "contacts.create"} <= built_in_permissions(SALES)
    assert not {"purchaseorders.create", "bills.view", "journals.view"} & built_in_permissions(SALES)
    assert {"adjustments.create", "transfers.create", "items.edit"} <= built_in_permissions(WAREHOUSE)
    assert not {"salesorders.edit", "invoices.view"} & built_in_permissions(WAREHOUSE)
    assert all(name.endswith(".view") for name in built_in_permissions(READ_ONLY))


@given(st.frozensets(st.sampled_from(sorted(every_permission()))))
def test_a_custom_role_may_view_what_it_may_change(names):
    held = custom_permissions(names)
    assert not isinstance(held, Refusal)
    assert names <= held
    assert all(f"{name.partition('.')[0]}.view" in held for name in names)
    assert custom_permissions(held) == held


def test_a_custom_role_cannot_hold_what_is_no_permission():
    assert custom_permissions(["items.view", "moon.view", "*"]) == Refusal(("*", "moon.view"))


@given(st.frozensets(st.sampled_from(sorted(every_permission()))), st.frozensets(st.sampled_from(sorted(MODULES))))
def test_nobody_gives_more_than_he_has(own, modules):
    given_rights = frozenset(f"{module}.view" for module in modules)
    assert may_give(frozenset({EVERYTHING}), given_rights)
    assert may_give(own, given_rights) == (given_rights <= own)
    assert not may_give(own, frozenset({EVERYTHING}))


@pytest.mark.parametrize("number", ["T7000012050002", "T4011001098993", "T7123456789012"])
def test_published_numbers_pass(number):
    assert is_registration_number(number)
    assert is_corporate(number)


@pytest.mark.parametrize("number", ["T1234567890123", "T8123456789012"])
def test_wrong_check_digits_do_not(number):
    assert is_registration_number(number)
    assert not is_corporate(number)


@pytest.mark.parametrize(
    "number", ["", "T", "7000012050002", "T700001205000", "T70000120500022", "T0000012050002", "T700001205000A"]
)
def test_wrong_shapes_do_not(number):
    assert not is_registration_number(number)


def test_numbers_are_read_however_they_are_typed():
    assert normal_registration_number(" ｔ７０００－０１２０－５０００２ ") == "T7000012050002"
    assert normal_registration_number("T7000 0120 50002") == "T7000012050002"


@given(st.integers(min_value=10**12, max_value=10**13 - 1))
def test_the_check_rule_is_that_of_corporate_numbers(digits):
    assert is_corporate(f"T{digits}") == cn.is_valid(str(digits))


@given(st.lists(st.sampled_from(STEPS)))
def test_steps_may_come_in_any_order_and_again(steps):
    kept = finished_steps(stored_steps(steps))
    assert kept == tuple(step for step in STEPS if step in steps)
    assert finished_steps(stored_steps(kept)) == kept
    following = next_step(kept)
    assert (following is None) == (set(steps) == set(STEPS))
    assert following not in kept


def test_every_step_and_series_has_a_name():
    assert set(STEP_NAMES) == set(STEPS)
    assert set(NAMES) == set(PREFIXES)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"country": "jp"}, "JP"),
        ({"country": "Japan"}, "JP"),
        ({"country": "日本"}, "JP"),
        ({"country": "united states"}, "US"),
        ({"country": "DE"}, "DE"),
        ({"country": "Atlantis"}, None),
        ({}, ""),
        ({"language_code": "ja", "currency_code": "JPY"}, "JP"),
        ({"language_code": "ja", "currency_code": "USD"}, ""),
        ({"language_code": "ja", "currency_code": "JPY", "country": "US"}, "US"),
    ],
)
def test_countries(fields: OrganizationFields, code):
    assert country_of(fields, COUNTRIES) == code


@pytest.mark.parametrize(
    ("text", "month"), [("april", 4), ("April", 4), ("4", 4), ("12", 12), ("0", None), ("13", None), ("smarch", None)]
)
def test_months(text, month):
    assert month_number(text) == month


def test_an_organisation_begins_with_its_own_currency():
    assert first_currencies("KWD")[0].code == "KWD"
    assert [facts.code for facts in first_currencies("JPY")].count("JPY") == 1
    assert CURRENCIES["JPY"].format == "1,234,567"
    assert CURRENCIES["KWD"].format == "1,234,567.899"
