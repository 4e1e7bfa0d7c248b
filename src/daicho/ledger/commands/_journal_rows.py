"""Journals as rows: read under a lock, made from fields, put into the books."""

from collections.abc import Sequence
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, invalid
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.kernel.periods import fiscal_year_of
from daicho.kernel.text import noop as _
from daicho.ledger.commands._known import known_to
from daicho.ledger.commands.post import post
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import (
    EnteredLine,
    JournalFields,
    entered_lines,
    journal_errors,
    wanted_lines,
)
from daicho.ledger.core.posting import Amount, Source
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.organizations.queries.currencies import exchange_rate
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.numbering import next_number


@dataclass(frozen=True, slots=True)
class Prepared:
    """What fields come to: the columns of a journal and its lines."""

    columns: dict[str, object]
    lines: list[EnteredLine]


def locked_journal(journal_id: int) -> ManualJournal:
    """Return a journal, held until the transaction ends. Raises NotFound."""
    row = ManualJournal.objects.select_for_update().filter(id=journal_id).first()
    if row is None:
        raise NotFound(_("Journal does not exist."))
    return row


def lines_of(row: ManualJournal) -> list[ManualJournalLine]:
    """Return the lines of a journal in their order."""
    return list(ManualJournalLine.objects.filter(journal_id=row.id).order_by("position"))


def prepared(ctx: Ctx, fields: JournalFields, *, used: Sequence[int] = ()) -> Prepared:
    """Return the columns and lines that complete `fields` come to. Raises InvalidInput, RuleBroken."""
    errors = list(journal_errors(fields))
    if errors:
        raise InvalidInput(errors)
    codes = {view.code: view.is_base for view in list_currencies(ctx)}
    base = next(code for code, is_base in codes.items() if is_base)
    currency = fields.get("currency_code") or base
    if currency not in codes:
        raise invalid("currency_id", _("Invalid value passed for %(field)s"), {"field": "currency_id"})
    given = fields.get("exchange_rate")
    rate = Rate.of(given) if given and currency != base else exchange_rate(ctx, currency, fields["date"])
    lines = entered_lines(
        fields.get("lines", []),
        known_to(ctx, fields.get("lines", []), used),
        currency=currency,
        rate_micro=rate.micro,
        base_currency=base,
    )
    columns: dict[str, object] = {
        "date": fields["date"],
        "reference": fields.get("reference", "").strip(),
        "notes": fields.get("notes", "").strip(),
        "journal_type": fields.get("journal_type", "both"),
        "currency_code": currency,
        "rate_micro": rate.micro,
        "total_minor": sum(line.amount.own for line in lines if line.amount.own > 0),
        "base_total_minor": sum(line.amount.base for line in lines if line.amount.base > 0),
    }
    return Prepared(columns, lines)


def line_rows(ctx: Ctx, row: ManualJournal, lines: Sequence[EnteredLine]) -> list[ManualJournalLine]:
    """Return the rows of the lines of a journal, not stored yet; lines that it had keep their ids."""
    old = set(ManualJournalLine.objects.filter(journal_id=row.id).values_list("id", flat=True))
    rows = []
    for position, line in enumerate(lines, start=1):
        kept = {"id": line.line_id} if line.line_id in old else {}
        old.discard(line.line_id or 0)
        rows.append(
            ManualJournalLine(
                organization_id=ctx.organization_id,
                journal_id=row.id,
                position=position,
                account_id=line.account_id,
                contact_id=line.contact_id,
                description=line.description,
                amount_minor=line.amount.own,
                base_amount_minor=line.amount.base,
                **kept,
            )
        )
    return rows


def fields_of(row: ManualJournal, lines: Sequence[ManualJournalLine]) -> JournalFields:
    """Return everything that is said about a journal, as fields."""
    return {
        "date": row.date,
        "reference": row.reference,
        "notes": row.notes,
        "journal_type": row.journal_type,
        "currency_code": row.currency_code,
        "exchange_rate": Rate(row.rate_micro).value,
        "lines": [
            {
                "line_id": line.id,
                "account_id": line.account_id,
                "contact_id": line.contact_id,
                "description": line.description,
                "amount": Money(abs(line.amount_minor), row.currency_code).value,
                "side": Side.DEBIT if line.amount_minor > 0 else Side.CREDIT,
            }
            for line in lines
        ],
    }


def free_number(ctx: Ctx, fields: JournalFields) -> str:
    """Return the next number of the series that no journal has."""
    start = fiscal_year_of(fields["date"], organization_profile(ctx).fiscal_year_start_month).start
    while True:
        number = next_number(ctx, "journal", fiscal_year_start=start)
        if not ManualJournal.objects.filter(number=number).exists():
            return number


def post_journal(ctx: Ctx, row: ManualJournal, lines: Sequence[ManualJournalLine], *, is_new: bool = False) -> None:
    """Let the books say what the journal says: its lines where it is published, else nothing.

    The books are kept on the accrual basis: a journal for the cash basis only is not in them.
    """
    entered = [
        EnteredLine(line.id, line.account_id, line.contact_id, "", Amount(line.base_amount_minor, line.amount_minor))
        for line in lines
    ]
    counts = row.state == ManualJournal.State.PUBLISHED and row.journal_type != "cash"
    wanted = wanted_lines(entered, row.date, row.currency_code) if counts else []
    post(ctx, source=Source("journal", row.id, row.number), wanted=wanted, is_new=is_new)


def snapshot(row: ManualJournal, lines: Sequence[ManualJournalLine]) -> dict[str, object]:
    """Return what the audit trail keeps of a journal."""
    names = ("number", "date", "reference", "notes", "journal_type", "currency_code", "rate_micro", "state")
    values: dict[str, object] = {name: getattr(row, name) for name in names}
    values["lines"] = [
        {
            "account_id": line.account_id,
            "contact_id": line.contact_id,
            "description": line.description,
            "amount_minor": line.amount_minor,
        }
        for line in lines
    ]
    return values
