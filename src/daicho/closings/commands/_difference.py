"""The documents that post by how much the tax of a statement differs from its invoices' (japan.md CLS-05)."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext, override

from daicho.closings.core.statement import StatementLine, TaxKey, difference_taxes
from daicho.closings.queries.draft_statements import StatementDraft
from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.queries._paper import paper_language
from daicho.kernel.context import Ctx
from daicho.sales.kinds import CREDIT_NOTE, INVOICE


def with_every_right(ctx: Ctx) -> Ctx:
    """Return the same call with every right: what follows from a closing is not asked of the person again."""
    return replace(ctx, actor=replace(ctx.actor, permissions=frozenset({"*"})))


def post_differences(ctx: Ctx, draft: StatementDraft, number: str) -> list[StatementLine]:
    """Post more tax by an invoice, less by a credit note, both dated the closing date; return their lines."""
    more = {key: amount for key, amount in draft.differences.items() if amount > 0}
    less = {key: -amount for key, amount in draft.differences.items() if amount < 0}
    return [
        _posted(ctx, draft, number, kind, amounts, sign)
        for kind, amounts, sign in ((INVOICE, more, 1), (CREDIT_NOTE, less, -1))
        if amounts
    ]


def _posted(
    ctx: Ctx, draft: StatementDraft, number: str, kind: Kind, amounts: Mapping[TaxKey, int], sign: int
) -> StatementLine:
    card = contact_card(ctx, contact_id=draft.customer.contact_id, with_persons=False)
    with override(paper_language(card.language_code)):
        name = gettext("Difference of tax by closing statement %(number)s") % {"number": number}
    fields = DocumentFields(
        contact_id=draft.customer.contact_id,
        number=number,
        reference=number,
        date=draft.closing_date,
        currency_code=draft.customer.currency_code,
        is_inclusive_tax=draft.is_inclusive,
        tax_differences={key.tax_id: amount for key, amount in amounts.items()},
        lines=[{"name": name, "tax_id": key.tax_id, "quantity": Decimal(1), "rate": Decimal(0)} for key in amounts],
    )
    document_id = create_document(with_every_right(ctx), kind=kind, fields=fields, is_open=True)
    taxes = difference_taxes({key: sign * amount for key, amount in amounts.items()}, is_inclusive=draft.is_inclusive)
    amount = 0 if draft.is_inclusive else sign * sum(amounts.values())
    return StatementLine((kind.entity, document_id), number, draft.closing_date, "purchase", amount, taxes)
