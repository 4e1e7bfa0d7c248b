"""What sales orders and the purchase orders that serve them tell of each other (config/wiring.py, DOCUMENT_JSON)."""

from collections.abc import Mapping

from daicho.documents.api.additions import JsonAddition
from daicho.documents.api.serializers import made_json
from daicho.documents.core.kind import Kind
from daicho.documents.queries._views import DocumentView
from daicho.kernel.context import Ctx
from daicho.platform.wire.operation import Json
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.queries.serving_orders import serving_orders
from daicho.sales.kinds import SALES_ORDER


def _one(ctx: Ctx, kind: Kind, view: DocumentView) -> Mapping[str, Json]:
    if kind is SALES_ORDER:
        found = serving_orders(ctx, order_id=view.document_id)
        return {"purchaseorders": made_json(ctx, PURCHASE_ORDER, found)}
    if kind is PURCHASE_ORDER:
        served = view.extra["source_id"] if view.extra["sourcing"] else None
        return {"salesorders": made_json(ctx, SALES_ORDER, [served]) if isinstance(served, int) else []}
    return {}


SOURCED = JsonAddition(_one)
