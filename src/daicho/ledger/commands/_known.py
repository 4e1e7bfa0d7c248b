"""What lines with accounts and contacts refer to."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal import Known, LineAccount
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.custom_fields.references import record_names


def known_to(ctx: Ctx, lines: Sequence[Mapping[str, Any]], used: Collection[int] = ()) -> Known:
    """Return those accounts and contacts of the lines that exist, in two statements.

    `used` are accounts that the record names already: they may be inactive.
    """
    account_ids = {line["account_id"] for line in lines if line.get("account_id")}
    contact_ids = {line["contact_id"] for line in lines if line.get("contact_id")}
    accounts = {
        choice.account_id: LineAccount(choice.name, choice.account_type, choice.is_active, choice.system_key)
        for choice in account_choices(ctx, account_ids=account_ids)
    }
    return Known(accounts, set(record_names(ctx, entity="contact", record_ids=sorted(contact_ids))), used)
