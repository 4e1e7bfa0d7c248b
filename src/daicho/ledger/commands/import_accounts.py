"""Many accounts at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from daicho.kernel.bulk import BulkResult, Existing, RowFault, repeated
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands._rows import new_account, uses_japanese_sections
from daicho.ledger.commands.locks import locked_chart
from daicho.ledger.commands.set_account_active import set_account_active
from daicho.ledger.commands.update_account import update_account
from daicho.ledger.core.account import AccountFacts, AccountFields, placed
from daicho.ledger.core.importing import AccountRow
from daicho.ledger.models import Account
from daicho.platform.custom_fields import GivenRecord, custom_changes, custom_faults, set_many_custom_values
from daicho.platform.work import Unit, unit_of_work

_NOT_FIELDS = {"parent", "is_active", "custom_fields"}


def import_accounts(ctx: Ctx, *, rows: Sequence[AccountRow], existing: Existing, dry_run: bool = False) -> BulkResult:
    """Create the accounts of `rows`, and update or skip those whose code (else: whose name) exists already.

    All or nothing: with any fault, and in a dry run, nothing is written. Absent keys are defaults, or unchanged. An
    account above may stand earlier in `rows`.
    """
    ctx.require("accounts.create")
    if existing == "update":
        ctx.require("accounts.edit")
    with unit_of_work(ctx) as unit:
        plan = _Plan(
            ctx, dict(locked_chart()), {row.id: row for row in Account.objects.all()}, uses_japanese_sections()
        )
        faults = [*_repeats(rows), *plan.take(rows, existing)]
        faults += [RowFault(*fault) for fault in custom_faults(ctx, entity="account", records=plan.custom)]
        if faults:
            return BulkResult(faults=tuple(sorted(faults, key=lambda fault: fault.index)))
        for index in custom_changes(ctx, entity="account", records=plan.custom):
            fields = plan.changed.setdefault(plan.custom[index].entity_id, {})
            fields["custom_fields"] = [*plan.custom[index].given]
        if not dry_run:
            _write(ctx, unit, plan)
    return BulkResult(
        created=tuple(row.id for row in plan.new),
        updated=tuple(plan.changed),
        skipped=len(rows) - len(plan.new) - len(plan.changed),
    )


@dataclass
class _Plan:
    """The chart as it will be, and how it gets there."""

    ctx: Ctx
    chart: dict[int, AccountFacts]
    stored: Mapping[int, Account]
    in_japan: bool

    def __post_init__(self) -> None:
        self.new: list[Account] = []
        self.changed: dict[int, AccountFields] = {}
        self.active: dict[int, bool] = {}
        self.custom: dict[int, GivenRecord] = {}
        self._words = self.by_word()

    def by_word(self) -> dict[str, int]:
        """Return code or name → account; a code wins over a name."""
        facts = self.chart.values()
        found = {_plain(each.name): each.account_id for each in facts}
        return found | {_plain(each.code): each.account_id for each in facts if each.code}

    def take(self, rows: Sequence[AccountRow], existing: Existing) -> Iterator[RowFault]:
        """Plan what the rows ask for, and yield what is wrong with them."""
        known = self.by_word()
        for index, row in enumerate(rows):
            account_id = known.get(_plain(row.get("code", ""))) or known.get(_plain(row.get("name", "")))
            try:
                if account_id is None:
                    self.custom[index] = GivenRecord(self.add(row), row.get("custom_fields", ()), is_new=True)
                elif existing == "update":
                    self.change(account_id, row)
                    self.custom[index] = GivenRecord(account_id, row.get("custom_fields", ()), is_new=False)
            except InvalidInput as error:
                yield from (RowFault(index, fault) for fault in error.errors)
            except RuleBroken as error:
                yield RowFault(index, FieldError("account_type", error.message, error.parameters))

    def add(self, row: AccountRow) -> int:
        """Plan a new account and return its id. Raises InvalidInput, RuleBroken."""
        fields = self._fields(row)
        depth = placed(self.chart, fields, None)
        account = new_account(self.ctx, fields, depth=depth, in_japan=self.in_japan)
        account.is_active = row.get("is_active", True)
        self.new.append(account)
        self.chart[account.id] = AccountFacts(
            account.id, account.name, account.code, account.account_type, account.parent_id, depth, ""
        )
        self._words.setdefault(_plain(account.name), account.id)
        if account.code:
            self._words[_plain(account.code)] = account.id
        account_id: int = account.id
        return account_id

    def change(self, account_id: int, row: AccountRow) -> None:
        """Plan changes of an account that exists. Raises InvalidInput, RuleBroken."""
        current, stored = self.chart[account_id], self.stored[account_id]
        fields = self._fields(row)
        if fields.get("account_type", current.account_type) != current.account_type:
            message = _("An import does not change the type of an account that exists.")
            raise InvalidInput([FieldError("account_type", message)])
        if current.system_key and not row.get("is_active", True):
            message = _("'%(name)s' cannot be made inactive: the system posts to it.")
            raise InvalidInput([FieldError("is_active", message, {"name": current.name})])
        depth = placed(self.chart, fields, current)
        given = {name: value for name, value in fields.items() if getattr(stored, name) != value}
        if given:
            self.changed[account_id] = given  # type: ignore[assignment]
            self.chart[account_id] = replace(
                current,
                name=fields.get("name", current.name),
                code=fields.get("code", current.code),
                parent_id=fields.get("parent_id", current.parent_id),
                depth=depth,
            )
        if row.get("is_active", stored.is_active) != stored.is_active:
            self.active[account_id] = not stored.is_active
            self.changed.setdefault(account_id, {})

    def _fields(self, row: AccountRow) -> AccountFields:
        given = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in row.items()
            if name not in _NOT_FIELDS
        }
        if row.get("parent"):
            parent_id = self._words.get(_plain(row["parent"]))
            if parent_id is None:
                message = _("There is no account '%(value)s' here or further up in the file.")
                raise InvalidInput([FieldError("parent_account_id", message, {"value": row["parent"]})])
            given["parent_id"] = parent_id
        return cast(AccountFields, given)


def _repeats(rows: Sequence[AccountRow]) -> Iterator[RowFault]:
    message = _("'%(value)s' stands in the file more than once.")
    for index in repeated(_plain(row.get("code", "")) for row in rows):
        yield RowFault(index, FieldError("account_code", message, {"value": rows[index]["code"]}, 4))
    for index in repeated(_plain(row.get("name", "")) for row in rows):
        yield RowFault(index, FieldError("account_name", message, {"value": rows[index]["name"]}, 4))


def _write(ctx: Ctx, unit: Unit, plan: _Plan) -> None:
    Account.objects.bulk_create(plan.new)
    new = {record.entity_id: record for record in plan.custom.values() if record.is_new}
    held = set_many_custom_values(ctx, entity="account", records=new)
    for row in plan.new:
        after = {"name": row.name, "code": row.code, "account_type": row.account_type, **held.get(row.id, {})}
        unit.record("account", row.id, "created", after=after)
    for account_id, fields in plan.changed.items():
        if fields:
            update_account(ctx, account_id=account_id, fields=fields)
        if account_id in plan.active:
            set_account_active(ctx, account_id=account_id, is_active=plan.active[account_id])


def _plain(text: str) -> str:
    return text.strip().casefold()
