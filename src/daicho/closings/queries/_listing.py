"""What can be asked of a list of closing statements."""

from django.db.models import Q

from daicho.platform.listing import Filter, Listing

LISTING = Listing(
    filters=(
        Filter("statement_number", "number"),
        Filter("customer_name", "contact__name"),
        Filter("customer_id", "contact_id", "id"),
        Filter("closing_date", "closing_date", "date"),
        Filter("due_date", "due", "date"),
        Filter("amount_due", "due_minor", "amount"),
    ),
    sorts={
        "closing_date": "closing_date",
        "statement_number": "number",
        "customer_name": "contact__sort_key",
        "due_date": "due",
        "amount_due": "due_minor",
        "created_time": "created_at",
    },
    default_sort="closing_date",
    default_descending=True,
    search=("number", "contact__name"),
    views={
        "Status.All": lambda _ctx: Q(),
        "Status.Closed": lambda _ctx: Q(state="closed"),
        "Status.Cancelled": lambda _ctx: Q(state="cancelled"),
    },
)
