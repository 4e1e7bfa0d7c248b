"""Change an address on a document."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Literal

from daicho.contacts.commands.update_contact import update_contact
from daicho.contacts.core.contact import AddressFields
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.address import address_from
from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import NOT_EDITABLE
from daicho.documents.core.state import EDITABLE
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def change_address(
    ctx: Ctx,
    *,
    kind: Kind,
    document_id: int,
    role: Literal["billing_address", "shipping_address"],
    address: Mapping[str, object],
    in_contact_too: bool = False,
) -> None:
    """Change parts of an address; parts that are not given stay. With `in_contact_too` the contact gets it as well.

    Raises NotFound, RuleBroken (4703), InvalidInput.
    """
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx) as unit:
        header = locked_header(kind, document_id)
        if header.state not in EDITABLE:
            raise RuleBroken(NOT_EDITABLE, _("A void, cancelled, billed or closed document cannot be changed."))
        before = getattr(header, role)
        after = asdict(address_from({**before, **address}))
        if after != before:
            kind.header.objects.filter(id=document_id).update(**{role: after, "modified_at": ctx.now})
            unit.record(kind.entity, document_id, "updated", before={role: before}, after={role: after})
        if in_contact_too:
            fields: AddressFields = after  # type: ignore[assignment]
            change = {"billing_address": fields} if role == "billing_address" else {"shipping_address": fields}
            update_contact(ctx, contact_id=header.contact_id, fields=change)  # type: ignore[arg-type]
