"""A payment as a paper: the receipt for a customer, the advice for a vendor."""

from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.core.address import address_from
from daicho.documents.core.templates import DEFAULT_TEMPLATE
from daicho.documents.letterhead import Pictures, issuer_block, recipient_block
from daicho.documents.queries._paper import paper_language
from daicho.documents.queries._printed import file_name, printed
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.payments.core.fields import MODES
from daicho.payments.core.stamp_duty import stamp_duty
from daicho.payments.kinds import PaymentKind
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
    profile, contact = organization_profile(ctx), contact_card(ctx, contact_id=view.contact_id)
    language = language or paper_language(contact.language_code)
    formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
    with override(language):
        paper = {
            "title": _(kind.words.title),
            "recipient": recipient_block(contact, address_from(asdict(contact.billing_address)), language),
            "facts": _facts(view, formats),
            "lead": _(_LEADS[kind.entity]),
            "headline": [_("Amount"), formats.money(view.amount)],
            "delivery": {"label": "", "lines": []},
            **_table(view, formats),
            "rates": [],
            "rate_heads": [],
            "legend": "",
            "totals": _totals(view, formats),
            "total": [_("Amount"), formats.money(view.amount)],
            "texts": [
                *([[_("Notes"), view.description]] if view.description else []),
                *([] if is_mailed else _stamp(kind, view, profile, formats)),
            ],
        }

        def data(pictures: Pictures) -> dict[str, object]:
            document = {**paper, "issuer": issuer_block(profile, pictures, language)}
            return {"lang": language, "footer": profile.name, "documents": [document]}

        return file_name(view.number), printed(ctx, DEFAULT_TEMPLATE.key, profile, data)


def _stamp(kind: PaymentKind, view: PaymentView, profile: OrganizationProfile, formats: Formats) -> list[list[str]]:
    """Return the place for the revenue stamp; a payment by credit card is no receipt of money (japan.md STP-03)."""
    is_receipt = kind.entity == "customerpayment" and view.mode != "creditcard"
    if not (is_receipt and profile.is_japanese and view.currency_code == "JPY"):
        return []
    duty = stamp_duty(view.amount.minor)
    return [[_("Revenue stamp"), formats.money(Money(duty, "JPY"))]] if duty else []


def _facts(view: PaymentView, formats: Formats) -> list[list[str]]:
    facts = (
        (_("Number"), view.number),
        (_("Date"), formats.date(view.day)),
        (_("Payment mode"), _(MODES[view.mode]) if view.mode in MODES else view.mode),
        (_("Reference number"), view.reference),
        (_("Retainer invoice"), view.retainer_number),
    )
    return [[label, value] for label, value in facts if value]


def _table(view: PaymentView, formats: Formats) -> dict[str, object]:
    heads = ((_("Document"), False), (_("Date"), False), (_("Total"), True), (_("Applied"), True))
    columns = [{"label": label, "number": number, "wide": index == 0} for index, (label, number) in enumerate(heads)]
    lines = [
        {
            "cells": [
                [use.target.number],
                [formats.date(use.target.day)],
                [formats.money(Money(use.target.total.own, view.currency_code))],
                [formats.money(use.amount)],
            ]
        }
        for use in view.uses
    ]
    return {"columns": columns, "lines": lines}


def _totals(view: PaymentView, formats: Formats) -> list[list[str]]:
    applied = Money(sum(use.amount.minor for use in view.uses), view.currency_code)
    rows = [(_("Applied"), applied)] if view.uses else []
    rows += [(_("Tax withheld"), view.withheld)] if view.withheld.minor else []
    rows += [(_("Unused amount"), view.amount - applied)] if view.uses and view.amount != applied else []
    return [[label, formats.money(amount)] for label, amount in rows]
