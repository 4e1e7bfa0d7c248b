"""Operations that list the documents of an item."""

from collections.abc import Callable, Mapping

from daicho.catalog.api.serializers import transaction_json
from daicho.catalog.core.uses import Kind, TransactionQuery
from daicho.catalog.queries.item_transactions import item_transactions
from daicho.kernel.errors import InvalidInput, invalid, missing
from daicho.kernel.text import noop as _
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.listing import Listing, Rows
from daicho.platform.wire.operation import Answer, Call, Listed, Operation

_SALES_ORDER = (
    "draft", "pending_approval", "approved", "confirmed", "open", "overdue", "shipped", "partially_shipped",
    "fulfilled", "void", "drop_shipped", "partially_invoiced", "invoiced", "onhold", "closed", "backordered",
)  # fmt: skip
_PURCHASE_ORDER = (
    "draft", "issued", "open", "closed", "received", "partially_received", "billed", "partially_billed", "cancelled",
    "drop_shipped", "pending_approval", "approved",
)  # fmt: skip
_INVOICE = (
    "sent", "draft", "pending_approval", "approved", "viewed", "overdue", "paid", "void", "unpaid", "partially_paid",
)  # fmt: skip
_CHALLAN = ("draft", "open", "void", "fulfilled", "invoiced", "partially_invoiced", "elapsed")
_STATUSES: Mapping[Kind, tuple[str, ...]] = {
    "salesorders": _SALES_ORDER,
    "purchaseorders": _PURCHASE_ORDER,
    "invoices": _INVOICE,
    "deliverychallans": _CHALLAN,
}
_SORTS: Mapping[Kind, tuple[str, ...]] = {
    "salesorders": ("date", "salesorder_number"),
    "purchaseorders": ("vendor_name", "date", "purchaseorder_number"),
    "invoices": ("customer_name", "date", "invoice_number"),
    "deliverychallans": (
        "customer_name", "deliverychallan_number", "total", "date", "created_time", "last_modified_time",
    ),
    "salesreceipts": ("customer_name", "date", "receipt_number"),
    "moveorders": ("moveorder_number", "date"),
    "putaways": ("putaway_number", "date"),
}  # fmt: skip
_KEYS: Mapping[Kind, str] = {"salesreceipts": "sales_receipts"}
_SUMMARIES: Mapping[Kind, tuple[str, str]] = {
    "salesorders": ("salesorders.READ", "List the sales orders of an item"),
    "purchaseorders": ("purchaseorders.READ", "List the purchase orders of an item"),
    "invoices": ("invoices.READ", "List the invoices of an item"),
    "deliverychallans": ("invoices.READ", "List the delivery challans of an item"),
    "salesreceipts": ("invoices.READ", "List the sales receipts of an item"),
    "moveorders": ("items.READ", "List the move orders of an item"),
    "putaways": ("items.READ", "List the putaways of an item"),
}
_PAGING = Listing(filters=(), sorts={}, default_sort="id", search=())


def _list(kind: Kind) -> Callable[[Call[None]], Answer]:
    def handler(call: Call[None]) -> Answer:
        query = _query(kind, call)
        page = item_transactions(call.ctx, kind=kind, query=query)
        currency_ids = {view.code: view.currency_id for view in list_currencies(call.ctx)}
        rows = [transaction_json(kind, row, currency_ids) for row in page.rows]
        paging = {name: call.query[name] for name in ("page", "per_page", "sort_order") if name in call.query}
        criteria = Call(call.ctx, call.path, paging, None).criteria(_PAGING)
        return Listed.of(_KEYS.get(kind, kind), Rows(rows, page.has_more), criteria)

    return handler


def _query(kind: Kind, call: Call[None]) -> TransactionQuery:
    item_id = call.id("item_id")
    if item_id is None:
        raise InvalidInput([missing("item_id")])
    allowed = {"status": _STATUSES.get(kind, ()), "sort_column": _SORTS[kind]}
    for name, values in allowed.items():
        if call.query.get(name) and call.query[name] not in values:
            raise invalid(name, _("Invalid value passed for %(field)s"), {"field": name})
    paging = {name: call.query[name] for name in ("page", "per_page", "sort_order") if name in call.query}
    criteria = Call(call.ctx, call.path, paging, None).criteria(_PAGING)
    return TransactionQuery(
        item_id=item_id,
        status=call.query.get("status", ""),
        contact_id=call.id("vendor_id" if kind == "purchaseorders" else "customer_id"),
        sales_channel=call.query.get("sales_channel", ""),
        sort=call.query.get("sort_column", ""),
        descending=criteria.descending is not False,
        page=criteria.page,
        per_page=criteria.per_page,
    )


_PARAMETERS = (
    "item_id", "status", "customer_id", "vendor_id", "sales_channel", "sort_column", "sort_order", "page", "per_page",
)  # fmt: skip
OPERATIONS: list[Operation] = [
    Operation("GET", f"/items/transactions/{kind}", "items.view", scope, _list(kind), summary, parameters=_PARAMETERS)
    for kind, (scope, summary) in _SUMMARIES.items()
]
