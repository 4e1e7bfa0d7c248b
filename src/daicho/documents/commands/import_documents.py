"""Many documents at once, a row a line."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.importing import DocumentRow
from daicho.documents.core.kind import Kind
from daicho.kernel.bulk import BulkResult, Existing, RowFault
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import attempt, unit_of_work

_ON_LINE = re.compile(r"line_items\[(\d+)\]\.(\w+)")


class _NothingStays(Exception):
    """Takes the whole import back."""


@dataclass
class _Done:
    created: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    skipped: int = 0
    faults: list[RowFault] = field(default_factory=list)


# tidy: allow unaudited: the commands that make and change documents record
def import_documents(
    ctx: Ctx, *, kind: Kind, rows: Sequence[DocumentRow], existing: Existing, dry_run: bool = False
) -> BulkResult:
    """Create the documents of `rows`, and update or skip those whose number exists already.

    Rows with the same number (of bills: and the same vendor) are the lines of one document, whose header is that of
    the first. All or nothing: with any fault, and in a dry run, nothing is written. Documents that exist keep their
    state. Every rule of the documents' own commands holds.
    """
    ctx.require(f"{kind.module}.create")
    if existing == "update":
        ctx.require(f"{kind.module}.edit")
    done = _Done()
    with suppress(_NothingStays), unit_of_work(ctx), attempt(ctx):
        known = _known(kind, rows)
        for key, indexes in _grouped(kind, rows).items():
            try:
                with attempt(ctx):
                    lines = [rows[index] for index in indexes]
                    _refuse_other_contacts(kind, lines)
                    _take(ctx, kind, lines, known.get(key), done, is_updated=existing == "update")
            except InvalidInput as error:
                done.faults += [_fault(indexes, found) for found in error.errors]
            except RuleBroken as error:
                done.faults.append(RowFault(indexes[0], FieldError("", error.message, error.parameters, error.code)))
        if done.faults or dry_run:
            raise _NothingStays
    if done.faults:
        return BulkResult(faults=tuple(sorted(done.faults, key=lambda fault: fault.index)))
    return BulkResult(tuple(done.created), tuple(done.updated), done.skipped)


def _refuse_other_contacts(kind: Kind, rows: Sequence[DocumentRow]) -> None:
    """Raise InvalidInput for lines of one number that name different contacts: they are not one document."""
    contact_id = rows[0]["header"]["contact_id"]
    others = {
        f"line_items[{place}].{kind.names.contact_id}": row["header"]["number"]
        for place, row in enumerate(rows)
        if row["header"]["contact_id"] != contact_id
    }
    message = _("The rows with the number %(number)s name different contacts.")
    errors = [FieldError(name, message, {"number": number}) for name, number in others.items()]
    if errors:
        raise InvalidInput(errors)


def _take(
    ctx: Ctx, kind: Kind, rows: Sequence[DocumentRow], document_id: int | None, done: _Done, *, is_updated: bool
) -> None:
    fields: DocumentFields = {**rows[0]["header"], "lines": [row["line"] for row in rows]}
    if document_id is None:
        done.created.append(create_document(ctx, kind=kind, fields=fields, is_open=rows[0]["is_open"]))
    elif is_updated:
        update_document(ctx, kind=kind, document_id=document_id, fields=fields)
        done.updated.append(document_id)
    else:
        done.skipped += 1


def _known(kind: Kind, rows: Sequence[DocumentRow]) -> dict[tuple[str, int], int]:
    """Return number, of bills with the vendor, → the document that has it."""
    numbers = {row["header"]["number"] for row in rows}
    found = kind.header.objects.filter(number__in=numbers).values_list("number", "contact_id", "id")
    return {_of(kind, number, contact_id): document_id for number, contact_id, document_id in found}


def _of(kind: Kind, number: str, contact_id: int) -> tuple[str, int]:
    return number, contact_id if kind.has_foreign_numbers else 0


def _grouped(kind: Kind, rows: Sequence[DocumentRow]) -> dict[tuple[str, int], list[int]]:
    groups: dict[tuple[str, int], list[int]] = {}
    for index, row in enumerate(rows):
        header = row["header"]
        groups.setdefault(_of(kind, header["number"], header["contact_id"]), []).append(index)
    return groups


def _fault(indexes: Sequence[int], error: FieldError) -> RowFault:
    """Return an error of the document at the row of the line it is about, else at the first."""
    place = _ON_LINE.fullmatch(error.field)
    if place and int(place[1]) < len(indexes):
        name = "line_discount" if place[2] == "discount" else place[2]
        return RowFault(indexes[int(place[1])], replace(error, field=name))
    return RowFault(indexes[0], error)
