"""What can be asked of a list of refunds."""

from functools import cache

from daicho.payments.kinds import DOCUMENTS
from daicho.platform.listing import Listing


@cache
def refund_listing(source_kind: str) -> Listing:
    """Return what can be asked of a list of refunds; those of credits are sorted by columns of the credit, too."""
    document = DOCUMENTS.get(source_kind)
    of_credit = (
        {
            document.names.number: "number",
            document.names.contact_name: "contact",
            "total": "total",
            "balance": "balance",
        }
        if document
        else {}
    )
    return Listing(
        filters=(),
        sorts={
            "date": "date",
            "refund_mode": "mode",
            "reference_number": "reference",
            "amount_fcy": "amount_minor",
            "amount_bcy": "amount_minor",
            "created_time": "created_at",
            "last_modified_time": "modified_at",
            **of_credit,
        },
        default_sort="date",
        default_descending=True,
        search=("reference", "description"),
        views={},
    )
