"""A refund as a paper: what a customer was given back, or what came back from a vendor."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.payments.kinds import SIDES
from daicho.payments.queries._money_paper import MoneyPaper, mode_text, print_money_paper, reader_of
from daicho.payments.queries.one_refund import one_refund


def refund_pdf(ctx: Ctx, *, refund_id: int, language: str = "") -> tuple[str, bytes]:
    """Return a file name and the PDF, in the language of the contact unless another is named. Raises NotFound."""
    view = one_refund(ctx, refund_id=refund_id)
    source, is_ours = view.source, SIDES[view.source.ref[0]].side > 0
    reader = reader_of(ctx, contact_id=view.contact_id, language=language)
    formats = reader.formats
    with override(reader.language):
        total, amount = Money(source.total.own, source.terms.currency), formats.money(view.amount)
        paper = MoneyPaper(
            title=_("Refund statement") if is_ours else _("Refund confirmation"),
            lead=_("We have refunded the following amount to you.")
            if is_ours
            else _("We have received the following refund from you."),
            amount=amount,
            facts=(
                (_("Date of refund"), formats.date(view.day)),
                (_("Payment mode"), mode_text(view.mode)),
                (_("Reference number"), view.reference),
            ),
            header=((_("Document"), False), (_("Date"), False), (_("Total"), True), (_("Given back"), True)),
            rows=[[source.number, formats.date(source.day), formats.money(total), amount]],
            texts=((_("Notes"), view.description),),
        )
    return print_money_paper(ctx, reader=reader, paper=paper, name=f"{source.number}_{view.day:%Y%m%d}")
