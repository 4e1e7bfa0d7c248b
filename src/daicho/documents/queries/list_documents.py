"""A page of documents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Case, F, Q, Sum, Value, When

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State, late_name
from daicho.documents.queries._listing import (
    PARTLY,
    SETTLED,
    UNPAID,
    UNPAID_STATUSES,
    VIEWED,
    by_line,
    listing_of,
    stored_state,
    with_marks,
)
from daicho.documents.queries._views import DocumentRow, status_of
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money
from daicho.platform.attachments import with_attachments
from daicho.platform.custom_fields import custom_values, records_holding
from daicho.platform.listing import Criteria, Rows, filter_rows, page_of

_COLUMNS = (
    "id", "number", "reference", "contact_id", "contact__name", "date", "due", "state", "currency_code",
    "base_currency", "sub_total_minor", "total_minor", "base_total_minor", "is_emailed", "delivery_method__name",
    "created_at", "modified_at", "exchange_rate_micro", "location_id", "location__name", "tax_minor", "notes", "terms",
)  # fmt: skip


def list_documents(
    ctx: Ctx,
    *,
    kind: Kind,
    criteria: Criteria,
    ids: Sequence[int] | None = None,
    custom_text: tuple[str, str] | None = None,
    where: Q | None = None,
    with_parts: bool = True,
) -> Rows[DocumentRow]:
    """Return one page of the documents that match; four statements, one without `with_parts`.

    `with_parts`: quantities, custom fields and whether there are files. `ids` keeps those documents only;
    `custom_text` (lookup, text) those with a custom field that holds the text, `where` those that meet it.
    """
    criteria = with_marks(kind, criteria)
    rows = kind.header.objects.annotate(status=_status(ctx, kind))
    if kind.settling:
        rows = rows.annotate(balance=F("total_minor") - F("applied_minor"))
    if state := stored_state(kind, criteria):
        rows = rows.filter(state=state)
    if where is not None:
        rows = rows.filter(where)
    if ids is not None:
        rows = rows.filter(id__in=ids)
    if custom_text is not None:
        lookup, text = custom_text
        rows = rows.filter(id__in=records_holding(ctx, entity=kind.entity, lookup=lookup, text=text))
    if kind.settling == "due" and criteria.filters.get("status") == UNPAID:
        rows = rows.filter(status__in=UNPAID_STATUSES)
        rest = {name: value for name, value in criteria.filters.items() if name != "status"}
        criteria = replace(criteria, filters=rest)
    rows = filter_rows(ctx, rows, listing_of(kind), criteria)
    if by_line(kind, criteria):
        rows = rows.distinct()
    columns = [*_COLUMNS, *(["salesperson__name"] if "salesperson_id" in kind.extra else [])]
    columns += ["applied_minor"] if kind.settling else []
    columns += ["viewed_at"] if kind.is_shared else []
    columns += [*kind.marks, "status"]
    page = page_of(rows.values(*columns), criteria)
    return Rows(_rows(ctx, kind, page.rows, with_parts), page.has_more, page.total)


def _status(ctx: Ctx, kind: Kind) -> Case:
    """The state; for open documents what follows from due day, settlement and view (core.state.wire_status)."""
    seen = [When(Q(state=State.OPEN, viewed_at__isnull=False), then=Value(VIEWED))] if kind.can_be_viewed else []
    passed = Q(state=State.OPEN, due__lt=ctx.today)
    late = [When(passed, then=Value(late_name(kind.entity)))] if kind.can_be_late else []
    if not kind.settling:
        made = [mark.removesuffix("_status") for mark in kind.marks if mark.removesuffix("_status") in set(State)]
        whole = [When(Q(state=State.OPEN, **{f"{word}_status": word}), then=Value(word)) for word in made]
        whole += [When(condition, then=Value(name)) for name, condition in kind.made().items()]
        return Case(*whole, *late, *seen, default=F("state"))
    done = When(Q(state=State.OPEN, applied_minor=F("total_minor")), then=Value(SETTLED[kind.settling]))
    if kind.settling == "credit":
        return Case(done, default=F("state"))
    partly = When(Q(state=State.OPEN, applied_minor__gt=0), then=Value(PARTLY))
    return Case(done, *late, partly, *seen, default=F("state"))


def _rows(ctx: Ctx, kind: Kind, found: Sequence[dict[str, Any]], with_parts: bool) -> list[DocumentRow]:  # noqa: FBT001
    ids = [row["id"] for row in found] if with_parts else []
    lines = kind.line.objects.filter(document_id__in=ids).values("document_id").annotate(total=Sum("quantity_micro"))
    quantities = {row["document_id"]: row["total"] for row in lines} if ids else {}
    attached = with_attachments(ctx, entity=kind.entity, entity_ids=ids) if ids else set()
    custom = custom_values(ctx, entity=kind.entity, entity_ids=ids)
    found_rows = [
        DocumentRow(
            document_id=row["id"],
            contact_name=row["contact__name"],
            state=State(row["state"]),
            status="",
            sub_total=Money(row["sub_total_minor"], row["currency_code"]),
            total=Money(row["total_minor"], row["currency_code"]),
            base_total=Money(row["base_total_minor"], row["base_currency"]),
            applied=Money(row.get("applied_minor", 0), row["currency_code"]),
            exchange_rate=Rate(row["exchange_rate_micro"]),
            location_name=row["location__name"] or "",
            tax_total=Money(row["tax_minor"], row["currency_code"]),
            salesperson_name=row.get("salesperson__name") or "",
            delivery_method=row["delivery_method__name"] or "",
            viewed_at=row.get("viewed_at"),
            quantity=Quantity(int(quantities.get(row["id"], 0))),
            has_attachment=row["id"] in attached,
            custom=custom.get(row["id"], []),
            marks={name: row[name] for name in kind.marks},
            **{name: row[name] for name in _SAME},
        )
        for row in found
    ]
    made = kind.made()
    asked = {row["id"]: row["status"] for row in found if row["status"] in made}
    return [replace(row, status=asked.get(row.document_id) or status_of(ctx, kind, row)) for row in found_rows]


_SAME = (
    "number", "reference", "contact_id", "date", "due", "currency_code", "is_emailed", "created_at", "modified_at",
    "location_id", "notes", "terms",
)  # fmt: skip
