"""A payment as a paper: the receipt for a customer, the advice for a vendor."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.core.organization import OrganizationProfile
from daicho.payments.core.stamp_duty import stamp_duty
from daicho.payments.kinds import PaymentKind
from daicho.payments.queries._money_paper import MoneyPaper, mode_text, print_money_paper, reader_of
from daicho.payments.queries._views import PaymentView
from daicho.payments.queries.payment_detail import payment_detail
from daicho.platform.web.format import Formats

_LEADS = {
    "customerpayment": gettext_noop("We have received the following amount with thanks."),
    "vendorpayment": gettext_noop("We have paid the following amount to you."),
}


def payment_pdf(
    ctx: Ctx, *, kind: PaymentKind, payment_id: int, language: str = "", is_mailed: bool = False
) -> tuple[str, bytes]:
    """Return a file name and the PDF, in the language of the contact unless another is named.

    A Japanese receipt that is printed tells the stamp it needs; one that `is_mailed` needs none. Raises NotFound.
    """
    view = payment_detail(ctx, kind=kind, payment_id=payment_id)
    reader = reader_of(ctx, contact_id=view.contact_id, language=language)
    formats = reader.formats
    with override(reader.language):
        stamp = [] if is_mailed else _stamp(kind, view, reader.profile, formats)
        paper = MoneyPaper(
            title=_(kind.words.title),
            lead=_(_LEADS[kind.entity]),
            amount=formats.money(view.amount),
            facts=_facts(kind, view, formats),
            header=((_("Document"), False), (_("Date"), False), (_("Total"), True), (_("Applied"), True)),
            rows=_rows(view, formats),
            totals=_totals(view, formats),
            texts=[(_("Notes"), view.description), *stamp],
        )
    return print_money_paper(ctx, reader=reader, paper=paper, name=view.number)


def _stamp(
    kind: PaymentKind, view: PaymentView, profile: OrganizationProfile, formats: Formats
) -> list[tuple[str, str]]:
    """Return the place for the revenue stamp; a payment by credit card is no receipt of money (japan.md STP-03)."""
    is_receipt = kind.entity == "customerpayment" and view.mode != "creditcard"
    if not (is_receipt and profile.is_japanese and view.currency_code == "JPY"):
        return []
    duty = stamp_duty(view.amount.minor)
    return [(_("Revenue stamp"), formats.money(Money(duty, "JPY")))] if duty else []


def _facts(kind: PaymentKind, view: PaymentView, formats: Formats) -> Sequence[tuple[str, str]]:
    facts = (
        (_("Number"), view.number),
        (_("Date"), formats.date(view.day)),
        (_("Payment mode"), mode_text(view.mode)),
        (_("Reference number"), view.reference),
        (_("Retainer invoice"), view.retainer_number),
    )
    if kind.entity == "vendorpayment" or view.description:
        return facts
    # 但し書き (japan.md STP-04), unless the notes say what the money is for
    return (*facts, (_("Received for"), _("Payment in advance") if view.retainer_number else _("Goods and services")))


def _rows(view: PaymentView, formats: Formats) -> list[list[str]]:
    return [
        [
            use.target.number,
            formats.date(use.target.day),
            formats.money(Money(use.target.total.own, view.currency_code)),
            formats.money(use.amount),
        ]
        for use in view.uses
    ]


def _totals(view: PaymentView, formats: Formats) -> list[tuple[str, str]]:
    applied = Money(sum(use.amount.minor for use in view.uses), view.currency_code)
    rows = [(_("Applied"), applied)] if view.uses else []
    rows += [(_("Tax withheld"), view.withheld)] if view.withheld.minor else []
    rows += [(_("Unused amount"), view.amount - applied)] if view.uses and view.amount != applied else []
    return [(label, formats.money(amount)) for label, amount in rows]
