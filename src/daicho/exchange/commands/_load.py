"""A table taken into the organisation by the bulk command of its kind."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import IntegrityError

from daicho.catalog.commands.import_items import import_items
from daicho.catalog.queries.item_ids import item_ids
from daicho.contacts.commands.import_contacts import import_contacts
from daicho.contacts.queries.contact_ids import contact_ids
from daicho.documents.commands.import_documents import import_documents
from daicho.exchange.core.account_columns import account_row
from daicho.exchange.core.contact_columns import contact_row
from daicho.exchange.core.document_columns import document_row
from daicho.exchange.core.field import ImportKind, same_name
from daicho.exchange.core.item_columns import item_row
from daicho.exchange.core.mapping import ColumnMapping
from daicho.exchange.core.outcome import Outcome
from daicho.exchange.core.rows import Names, read_records, record_fault
from daicho.exchange.core.table import Table, csv_records, table_of
from daicho.exchange.workbook import workbook_records
from daicho.kernel.bulk import BulkResult, Existing
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands.import_accounts import import_accounts
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL, PURCHASE_ORDER, VENDOR_CREDIT
from daicho.sales.kinds import CREDIT_NOTE, ESTIMATE, INVOICE, SALES_ORDER
from daicho.taxes.queries.taxes import tax_choices

CHANGED_MEANWHILE = 4902
DOCUMENT_KINDS = (ESTIMATE, SALES_ORDER, INVOICE, CREDIT_NOTE, PURCHASE_ORDER, BILL, VENDOR_CREDIT)
_COMMANDS: Mapping[str, tuple[Callable[[Mapping[str, object]], Any], Callable[..., BulkResult]]] = {
    "contacts": (contact_row, import_contacts),
    "items": (item_row, import_items),
    "accounts": (account_row, import_accounts),
    **{kind.module: (document_row, partial(import_documents, kind=kind)) for kind in DOCUMENT_KINDS},
}
"""Kind → how a row's values become a record, and the command that takes all of them."""


def read_table(name: str, content: bytes) -> Table:
    """Return the table in a file. Raises InvalidInput for what is none."""
    is_workbook = name.lower().endswith(".xlsx") or content.startswith(b"PK\x03\x04")
    return table_of(workbook_records(content) if is_workbook else csv_records(content))


def load(
    ctx: Ctx, kind: ImportKind, table: Table, mapping: ColumnMapping, *, existing: Existing, dry_run: bool
) -> Outcome:
    """Take the table in, or with any fault, and in a dry run, only tell what would happen."""
    with reading(ctx):
        names = _names(ctx, kind, table, mapping)
    records, faults = read_records(kind, table, mapping, names)
    required = [item.key for item in kind.fields if item.required]
    whole = [record for record in records if all(key in record.values for key in required)]
    to_row, command = _COMMANDS[kind.name]
    result = command(
        ctx, rows=[to_row(record.values) for record in whole], existing=existing, dry_run=dry_run or bool(faults)
    )
    told = {(fault.number, fault.column) for fault in faults}
    found = [record_fault(kind, table, mapping, whole[fault.index].number, fault.error) for fault in result.faults]
    faults += [fault for fault in found if (fault.number, fault.column) not in told]
    faults.sort(key=lambda fault: fault.number)
    return Outcome(len(records), result.created, result.updated, result.skipped, tuple(faults))


@contextmanager
def refused_at_last() -> Iterator[None]:
    """Turn the database's refusal of a name that somebody else took in this moment into RuleBroken (4902)."""
    try:
        yield
    except IntegrityError as error:
        message = _("Somebody else changed the same records at this moment. Try again.")
        raise RuleBroken(CHANGED_MEANWHILE, message) from error


def _names(ctx: Ctx, kind: ImportKind, table: Table, mapping: ColumnMapping) -> Names:
    """Return the records that cells of the mapped columns may name."""
    kinds = {item.kind: position for position, key in enumerate(mapping) if (item := kind.field(key))}
    ids: dict[str, Mapping[str, int]] = {}
    if "account" in kinds:
        choices = account_choices(ctx)
        by_name = {same_name(choice.name): choice.account_id for choice in choices}
        ids["account"] = by_name | {same_name(choice.code): choice.account_id for choice in choices if choice.code}
    if "tax" in kinds:
        ids["tax"] = {same_name(tax.name): tax.tax_id for tax in tax_choices(ctx)}
    if "item" in kinds:
        named = {row.cells[kinds["item"]] for row in table.rows}
        ids["item"] = {same_name(name): item_id for name, item_id in item_ids(ctx, names=named).items()}
    if "contact" in kinds:
        ids["contact"] = contact_ids(ctx, names={row.cells[kinds["contact"]] for row in table.rows})
    return Names(ids)
