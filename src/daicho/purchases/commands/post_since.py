"""Book bills and vendor credits anew from a day on."""

from datetime import date

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.work import unit_of_work
from daicho.purchases.commands.post_bills import post_bills
from daicho.purchases.commands.post_vendor_credits import post_vendor_credits
from daicho.purchases.models import Bill, VendorCredit


# tidy: allow unauthorised: part of the command that changes the organisation
# tidy: allow unaudited: the command that changes the organisation records
def post_since(ctx: Ctx, *, since: date) -> None:
    """Make stock and books say what bills and vendor credits from `since` on say by the rules of now.

    Raises RuleBroken (4310) where the day is locked.
    """
    with unit_of_work(ctx):
        check_open_day(ctx, scope=Scope.PURCHASES, days=[since])
        for header, post in ((Bill, post_bills), (VendorCredit, post_vendor_credits)):
            counting = header.objects.filter(date__gte=since, state__in=COUNTING).order_by("date", "id")
            post(ctx, list(counting.values_list("id", flat=True)))
