"""What an account may become: the rules of the chart, without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, duplicate, missing
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import ACCOUNT_TYPES

DEEPEST = 4
"""Most accounts that may stand above one."""

NAME_LENGTH, CODE_LENGTH, DESCRIPTION_LENGTH = 200, 50, 500


class AccountFields(TypedDict, total=False):
    """What a person may set on an account; an absent key means unchanged, or the default."""

    name: str
    code: str
    account_type: str
    parent_id: int | None
    description: str
    currency_code: str
    show_on_dashboard: bool
    can_show_in_ze: bool
    include_in_vat_return: bool
    custom_fields: list[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the rules need to know of an account that exists."""

    account_id: int
    name: str
    code: str
    account_type: str
    parent_id: int | None
    depth: int
    system_key: str


Chart = Mapping[int, AccountFacts]
"""Account id → account, for a whole organisation."""


def placed(chart: Chart, fields: AccountFields, current: AccountFacts | None) -> int:
    """Return the depth of an account with these fields in the chart.

    `current` is the account as it is, None for a new one. Raises InvalidInput with every fault at once, and
    RuleBroken (4301) where a system account would change its type.
    """
    errors = [*_text_errors(fields, current), *_taken(chart, fields, current)]
    account_type = fields.get("account_type", current.account_type if current else "")
    if not account_type:
        errors.append(missing("account_type"))
    elif account_type not in ACCOUNT_TYPES or not (ACCOUNT_TYPES[account_type].creatable or current):
        errors.append(FieldError("account_type", _("Invalid value passed for %(field)s"), {"field": "account_type"}))
    parent_id = fields.get("parent_id", current.parent_id if current else None)
    errors += _parent_errors(chart, parent_id, account_type, current)
    if current and account_type != current.account_type:
        errors += _retyping_errors(chart, current)
    if errors:
        raise InvalidInput(errors)
    return chart[parent_id].depth + 1 if parent_id is not None else 0


def below(chart: Chart, account_id: int) -> dict[int, int]:
    """Return every account under `account_id` with the number of steps down to it."""
    found: dict[int, int] = {}
    level, steps = {account_id}, 0
    while level:
        steps += 1
        level = {facts.account_id for facts in chart.values() if facts.parent_id in level} - found.keys()
        found |= dict.fromkeys(level, steps)
    return found


def _text_errors(fields: AccountFields, current: AccountFacts | None) -> Iterable[FieldError]:
    name = fields.get("name", current.name if current else "")
    if not name.strip():
        yield missing("account_name")
    texts = (("account_name", name, NAME_LENGTH), ("account_code", fields.get("code", ""), CODE_LENGTH))
    for field, text, limit in (*texts, ("description", fields.get("description", ""), DESCRIPTION_LENGTH)):
        if len(text) > limit:
            yield FieldError(
                field, _("%(field)s must not be longer than %(limit)s characters."), {"field": field, "limit": limit}
            )


def _taken(chart: Chart, fields: AccountFields, current: AccountFacts | None) -> Iterable[FieldError]:
    others = [facts for facts in chart.values() if current is None or facts.account_id != current.account_id]
    name, code = fields.get("name", "").strip(), fields.get("code", "").strip()
    if name and any(other.name.casefold() == name.casefold() for other in others):
        yield duplicate("account_name", name)
    if code and any(other.code.casefold() == code.casefold() for other in others):
        yield duplicate("account_code", code)


def _parent_errors(
    chart: Chart, parent_id: int | None, account_type: str, current: AccountFacts | None
) -> Iterable[FieldError]:
    field = "parent_account_id"
    if parent_id is None:
        return
    parent = chart.get(parent_id)
    if parent is None:
        yield FieldError(field, _("Invalid value passed for %(field)s"), {"field": field})
        return
    if parent.account_type != account_type:
        yield FieldError(field, _("A sub-account has the type of the account above it."))
    lower = below(chart, current.account_id) if current else {}
    if current and parent_id in {current.account_id, *lower}:
        yield FieldError(field, _("An account cannot stand below itself."))
    elif parent.depth + 1 + max(lower.values(), default=0) > DEEPEST:
        yield FieldError(field, _("Accounts can be nested %(depth)s levels deep at most."), {"depth": DEEPEST + 1})


def _retyping_errors(chart: Chart, current: AccountFacts) -> Iterable[FieldError]:
    if current.system_key:
        raise RuleBroken(
            4301, _("The type of '%(name)s' cannot be changed: the system posts to it."), {"name": current.name}
        )
    if below(chart, current.account_id):
        yield FieldError("account_type", _("The type of an account with sub-accounts cannot be changed."))
