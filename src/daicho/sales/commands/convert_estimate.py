"""Make a sales order or an invoice of an estimate."""

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import HAS_DEPENDANTS, WRONG_STATE
from daicho.documents.core.state import Action, State
from daicho.documents.queries.copied_fields import copied_fields
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken, invalid
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.kinds import ESTIMATE

_CONVERTED = frozenset({State.OPEN, State.ACCEPTED})
_OWN = ("template", "notes", "terms", "custom_fields")


def convert_estimate(ctx: Ctx, *, estimate_id: int, target: Kind, fields: DocumentFields | None = None) -> int:
    """Make a draft of `target` (SALES_ORDER, INVOICE) of a sent or accepted estimate, which is accepted by it.

    `fields` replace what is copied. Returns the draft's id. Raises NotFound, InvalidInput (another customer's),
    RuleBroken (4700: not from this state; 36: something was made of it).
    """
    ctx.require(f"{target.module}.create")
    with unit_of_work(ctx):
        header = locked_header(ESTIMATE, estimate_id)
        if header.state not in _CONVERTED:
            raise RuleBroken(WRONG_STATE, _("Only a sent or accepted estimate becomes an order or an invoice."))
        if ESTIMATE.processed(ctx, [estimate_id]):
            raise RuleBroken(HAS_DEPENDANTS, _("Something was made of this document already; delete that first."))
        given: DocumentFields = fields or {}
        if given.get("contact_id", header.contact_id) != header.contact_id:
            raise invalid("customer_id", _("Invalid value passed for %(field)s"), {"field": "customer_id"})
        copied = copied_fields(ctx, kind=ESTIMATE, document_id=estimate_id)
        for name in _OWN:
            copied.pop(name, None)  # type: ignore[misc]
        copied["estimate_id"] = estimate_id
        copied["reference"] = copied["reference"] or header.number
        if header.state == State.OPEN:
            change_state(ctx, kind=ESTIMATE, document_id=estimate_id, action=Action.ACCEPT)
        return create_document(ctx, kind=target, fields={**copied, **given})
