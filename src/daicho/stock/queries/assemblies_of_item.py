"""Assemblies that make, use or take apart an item."""

from collections.abc import Sequence

from django.db.models import Q

from daicho.catalog.core.uses import ItemTransaction, TransactionQuery
from daicho.kernel.context import Ctx
from daicho.stock.core.approval import State
from daicho.stock.models import Assembly

_STATUS = {State.BUNDLED: "carried_out"}


def assemblies_of_item(  # tidy: allow call-shape: the shape of ItemUse.transactions
    ctx: Ctx, query: TransactionQuery
) -> tuple[Sequence[ItemTransaction], bool]:
    """Return a page of the assemblies of an item, as composite or component, and whether there are more."""
    del ctx  # the organisation is in scope
    named = Q(item_id=query.item_id) | Q(lines__item_id=query.item_id)
    rows = Assembly.objects.filter(named).select_related("item", "location").distinct().order_by("-date", "-id")
    start = (query.page - 1) * query.per_page
    page = list(rows[start : start + query.per_page + 1])
    found = [
        ItemTransaction(
            record_id=row.id,
            number=row.number,
            day=row.date,
            status=_STATUS.get(State(row.state), row.state),
            contact_id=None,
            contact_name="",
            quantity=row.quantity_micro,
            unit=row.item.unit,
            price=0,
            total=0,
            currency_code="",
            page="assembly",
            page_key="assembly_id",
            location_id=row.location_id,
            location_name=row.item.name if row.item_id != query.item_id else row.location.name,
        )
        for row in page[: query.per_page]
    ]
    return found, len(page) > query.per_page
