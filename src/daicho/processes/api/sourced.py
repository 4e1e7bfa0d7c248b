"""What sales orders and the purchase orders that serve them tell of each other (config/wiring.py, DOCUMENT_JSON)."""

from collections.abc import Mapping

from daicho.documents.api.additions import JsonAddition
from daicho.documents.api.serializers import made_json
from daicho.documents.core.kind import Kind
from daicho.documents.queries._views import DocumentView
from daicho.kernel.context import Ctx
from daicho.platform.wire.operation import Json
from daicho.processes.queries.orders_around import orders_around
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.sales.kinds import SALES_ORDER

_OTHERS = {SALES_ORDER: ("purchaseorders", PURCHASE_ORDER), PURCHASE_ORDER: ("salesorders", SALES_ORDER)}


def _one(ctx: Ctx, kind: Kind, view: DocumentView) -> Mapping[str, Json]:
    if kind not in _OTHERS:
        return {}
    key, other = _OTHERS[kind]
    return {key: made_json(ctx, other, [row.document_id for row in orders_around(ctx, kind=kind, view=view)])}


SOURCED = JsonAddition(_one)
