"""Journals as rows: read under a lock, made from fields, put into the books."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    JournalLineFields,
    entered_lines,
    journal_errors,
    taxed_amounts,
    wanted_lines,
)
from daicho.ledger.core.journal_tax import Direction, LineTaxes
from daicho.ledger.core.posting import Amount, Source
from daicho.ledger.line_taxes import tax_shares, tax_text
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.ledger.queries.taxes_on import taxes_on
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


def prepared(ctx: Ctx, fields: JournalFields, *, old: Sequence[ManualJournalLine] = ()) -> Prepared:
    """Return the columns and lines that complete `fields` come to; what the `old` lines name may be inactive by now.

    Raises InvalidInput, RuleBroken.
    """
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
    given_lines, is_inclusive = fields.get("lines", []), fields.get("is_inclusive_tax", False)
    known = known_to(ctx, given_lines, [line.account_id for line in old])
    bearing = taxed_amounts(given_lines, known, currency)
    borne = taxes_on(
        ctx, amounts=list(bearing.values()), day=fields["date"], currency=currency, is_inclusive=is_inclusive
    )
    lines = entered_lines(
        given_lines,
        replace(known, taxes=dict(zip(bearing, borne, strict=True)), used_taxes={line.tax_id for line in old}),
        currency=currency,
        rate_micro=rate.micro,
        base_currency=base,
        is_inclusive=is_inclusive,
    )
    columns: dict[str, object] = {
        "date": fields["date"],
        "reference": fields.get("reference", "").strip(),
        "notes": fields.get("notes", "").strip(),
        "journal_type": fields.get("journal_type", "both"),
        "currency_code": currency,
        "rate_micro": rate.micro,
        "is_inclusive_tax": is_inclusive,
        "total_minor": sum(line.with_tax.own for line in lines if line.with_tax.own > 0),
        "base_total_minor": sum(line.with_tax.base for line in lines if line.with_tax.base > 0),
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
                tax_id=line.tax_id,
                tax_direction=line.tax_direction or "",
                tax_name=line.tax.name,
                tax_percentage_micro=line.tax.percentage_micro,
                taxes=tax_text(line.tax.shares),
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
        "is_inclusive_tax": row.is_inclusive_tax,
        "lines": [_line_fields(row, line) for line in lines],
    }


def _line_fields(row: ManualJournal, line: ManualJournalLine) -> JournalLineFields:
    tax = sum(share.own for share in tax_shares(line.taxes)) if row.is_inclusive_tax else 0
    entered = line.amount_minor + tax
    return {
        "line_id": line.id,
        "account_id": line.account_id,
        "contact_id": line.contact_id,
        "description": line.description,
        "amount": Money(abs(entered), row.currency_code).value,
        "side": Side.DEBIT if entered > 0 else Side.CREDIT,
        "tax_id": line.tax_id,
        "tax_direction": Direction(line.tax_direction) if line.tax_direction else None,
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
    counts = row.state == ManualJournal.State.PUBLISHED and row.journal_type != "cash"
    wanted = []
    if counts:
        in_lines = organization_profile(ctx).is_tax_in_lines(row.date)
        stored = [_stored(line) for line in lines]
        wanted = wanted_lines(stored, row.date, row.currency_code, is_tax_in_lines=in_lines)
    post(ctx, source=Source("journal", row.id, row.number), wanted=wanted, is_new=is_new)


def _stored(line: ManualJournalLine) -> EnteredLine:
    amount = Amount(line.base_amount_minor, line.amount_minor)
    tax = LineTaxes(line.tax_name, line.tax_percentage_micro, is_active=True, shares=tax_shares(line.taxes))
    return EnteredLine(line.id, line.account_id, line.contact_id, line.description, amount, tax=tax)


def snapshot(row: ManualJournal, lines: Sequence[ManualJournalLine]) -> dict[str, object]:
    """Return what the audit trail keeps of a journal."""
    names = (
        "number", "date", "reference", "notes", "journal_type", "currency_code", "rate_micro",
        "is_inclusive_tax", "state",
    )  # fmt: skip
    values: dict[str, object] = {name: getattr(row, name) for name in names}
    values["lines"] = [
        {
            "account_id": line.account_id,
            "contact_id": line.contact_id,
            "description": line.description,
            "amount_minor": line.amount_minor,
            "base_amount_minor": line.base_amount_minor,
            "tax_direction": line.tax_direction,
            "taxes": line.taxes,
        }
        for line in lines
    ]
    return values
