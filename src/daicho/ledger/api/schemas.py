"""Bodies of the chart of accounts."""

from typing import Annotated

from daicho.platform.wire.schema import CustomFieldValue, Flag, Length, RecordId, WireInput


class AccountInput(WireInput):
    """A new account, or changes to one."""

    account_name: Annotated[str, Length(200)] = ""
    account_code: Annotated[str, Length(50)] = ""
    account_type: Annotated[str, Length(40)] = ""
    currency_id: RecordId | None = None
    description: Annotated[str, Length(500)] = ""
    show_on_dashboard: Flag = False
    can_show_in_ze: Flag = False
    include_in_vat_return: Flag = False
    custom_fields: list[CustomFieldValue] = []
    parent_account_id: RecordId | None = None
