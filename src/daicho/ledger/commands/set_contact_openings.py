"""What one contact owed, or was owed, when the books began."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.ledger.commands._opening_rows import fields_of_rows, locked_opening
from daicho.ledger.commands.set_opening_balances import set_opening_balances
from daicho.ledger.core.opening import OpeningLineFields
from daicho.ledger.models import OpeningBalanceLine
from daicho.organizations.commands.locks import locked_organization
from daicho.platform.work import unit_of_work


def set_contact_openings(ctx: Ctx, *, contact_id: int, account_id: int, lines: Sequence[OpeningLineFields]) -> None:
    """Replace the contact's opening balances on an account by `lines`; those of everything else stay.

    `lines` say amount, side, currency, rate and location; account and contact are put in. What says nothing new changes
    nothing. Raises as `set_opening_balances`.
    """
    with unit_of_work(ctx):
        locked_organization(ctx)
        opening = locked_opening()
        rows = list(OpeningBalanceLine.objects.filter(opening_id=opening.id).order_by("position")) if opening else []
        replaced = [row for row in rows if (row.contact_id, row.account_id) == (contact_id, account_id)]
        own: list[OpeningLineFields] = [
            {**line, "account_id": account_id, "contact_id": contact_id} for line in lines if line.get("amount")
        ]
        if own == fields_of_rows(replaced):
            return
        ctx.require("journals.edit")
        others = [row for row in rows if row not in replaced]
        set_opening_balances(ctx, fields={"lines": [*fields_of_rows(others), *own]})
