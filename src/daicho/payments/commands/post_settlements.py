"""Make the books say what payments, refunds and applications say."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from daicho.kernel.context import Ctx
from daicho.ledger.commands.post import post
from daicho.ledger.core.conversion import ExchangeAccounts
from daicho.ledger.core.posting import Line, Source
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.payments.commands.locks import hold
from daicho.payments.core.settlement import (
    Accounts,
    Carried,
    Money,
    Ref,
    Use,
    all_refs,
    carried,
    credit_lines,
    payment_lines,
    refund_lines,
)
from daicho.payments.kinds import PAYMENT_KINDS, SIDES, gives
from daicho.payments.models import Refund
from daicho.payments.queries._records import SettledRecord
from daicho.payments.queries.settled_records import settled_records
from daicho.payments.queries.uses import uses_of
from daicho.platform.work import unit_of_work

APPLICATION, REFUND = "creditapplication", "refund"
"""What posts besides payments: the difference of rates between a credit and what it settles, and a refund."""


# tidy: allow unauthorised: part of the commands that settle
# tidy: allow unaudited: the command that settles records
def post_settlements(ctx: Ctx, *, refs: Collection[Ref], gone: Collection[Source] = ()) -> None:
    """Make the books say what every settlement says that touches one of the records `refs`.

    What one use carries off of a foreign document depends on the others, so all that settle the same are looked at,
    and held. `gone` are sources that are no more.
    """
    with unit_of_work(ctx):
        for source in gone:
            post(ctx, source=source, wanted=[])
        named = settled_records(ctx, refs=refs)
        foreign = {ref for ref, record in named.items() if record.terms.currency != record.terms.base_currency}
        owners = {ref for ref in refs if gives(ref[0])} | {use.source for use in uses_of(ctx, targets=foreign)}
        hold(owners)
        own = uses_of(ctx, sources=owners)
        targets = {use.target for use in own if use.target}
        others = {use.source for use in uses_of(ctx, targets=targets)}
        uses = uses_of(ctx, sources=owners | others, targets=targets)
        records = settled_records(ctx, refs=all_refs(uses) | owners)
        uses = [replace(use, place=records[use.source].number) for use in uses]
        shares = carried({ref: record.total for ref, record in records.items()}, uses)
        for ref in sorted(owners & records.keys()):
            taken = [use for use in uses if use.source == ref]
            _post_owner(ctx, records[ref], taken, shares)


def _accounts_of(ctx: Ctx, name: str) -> Accounts:
    """Return the accounts of settlements on the side of kind `name`."""
    kind = SIDES[name]
    keys = (kind.control, kind.advances, kind.withheld, "bank_fees", "fx_gain", "fx_loss")
    found = system_accounts(ctx, keys=keys)
    control, advances, withheld, fees, gain, loss = (found[key] for key in keys)
    return Accounts(control, advances, withheld, fees, ExchangeAccounts(gain, loss))


def _post_owner(ctx: Ctx, record: SettledRecord, uses: Collection[Use], shares: Mapping[int, Carried]) -> None:
    name, record_id = record.ref
    accounts, side = _accounts_of(ctx, name), SIDES[name].side
    if name in PAYMENT_KINDS:
        money = Money(
            record.day, record.contact_id, record.account_id, record.total.own, record.terms, record.fees
        )  # fmt: skip
        lines = payment_lines(side, money, list(uses), shares, accounts)
        post(ctx, source=Source(name, record_id, record.number), wanted=lines)
    else:
        for use in (use for use in uses if use.target):
            share = shares[use.use_id]
            lines = credit_lines(side, use.day, record.contact_id, record.terms.currency, share, accounts)
            post(ctx, source=Source(APPLICATION, use.use_id, record.number), wanted=lines)
    _post_refunds(ctx, record, shares, accounts)


def _post_refunds(ctx: Ctx, record: SettledRecord, shares: Mapping[int, Carried], accounts: Accounts) -> None:
    name, record_id = record.ref
    gives = accounts.advances_id if name in PAYMENT_KINDS else accounts.control_id
    for row in Refund.objects.filter(source_kind=name, source_id=record_id).order_by("id"):
        terms = replace(record.terms, rate_micro=row.exchange_rate_micro)
        money = Money(row.date, record.contact_id, row.account_id, row.amount_minor, terms)
        lines: list[Line] = refund_lines(SIDES[name].side, money, gives, shares[row.id].source, accounts)
        post(ctx, source=Source(REFUND, row.id, record.number), wanted=lines)
