"""Closing statements as papers (合計請求書)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from daicho.closings.core.statement import StatementLine
from daicho.closings.queries._views import StatementView
from daicho.closings.queries._words import line_name, rate_rows, summary_rows
from daicho.closings.queries.statement_details import statement_details
from daicho.contacts.queries.contact_card import ContactCard, contact_card
from daicho.documents.core.address import address_from
from daicho.documents.letterhead import Pictures, issuer_block, recipient_block
from daicho.documents.queries._paper import paper_language
from daicho.documents.queries._printed import file_name, printed
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats


def statements_pdf(ctx: Ctx, *, statement_ids: Sequence[int], language: str = "") -> tuple[str, bytes]:
    """Return a file name and the statements as one PDF, each in its customer's language unless another is named.

    A statement says the same however often it is printed (再発行). Raises NotFound.
    """
    views, profile = statement_details(ctx, statement_ids=statement_ids), organization_profile(ctx)
    papers = []
    for view in views:
        card = contact_card(ctx, contact_id=view.contact_id, with_persons=False)
        spoken = language or paper_language(card.language_code)
        with override(spoken):
            papers.append((spoken, _paper(ctx, view, card, profile, spoken)))

    def data(pictures: Pictures) -> dict[str, object]:
        documents = []
        for spoken, paper in papers:
            with override(spoken):
                documents.append({**paper, "issuer": issuer_block(profile, pictures, spoken)})
        return {"lang": papers[0][0], "footer": profile.name, "documents": documents}

    name = views[0].number if len(views) == 1 else f"closing_statements_{ctx.today.isoformat()}"
    return file_name(name), printed(ctx, "closing", profile, data)


def _paper(
    ctx: Ctx, view: StatementView, card: ContactCard, profile: OrganizationProfile, language: str
) -> dict[str, object]:  # fmt: skip
    formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
    period = f"{formats.date(view.start)} – {formats.date(view.closing_date)}"
    cancelled = [] if view.is_closed else [[_("State"), _("Cancelled")]]
    return {
        "title": _("Closing statement"),
        "recipient": recipient_block(card, address_from(view.billing_address), language),
        "facts": [
            [_("Number"), view.number],
            [_("Period"), period],
            [_("Closing date"), formats.date(view.closing_date)],
            [_("Due date"), formats.date(view.due)],
            *cancelled,
        ],
        "lead": _("We ask you to pay the following."),
        "headline": [_("Total amount due"), formats.money(view.amount_due)],
        "summary": [list(row) for row in summary_rows(view, formats)],
        **_table(ctx, view, formats),
        "rate_heads": [_("Tax rate"), _("Taxable amount"), _("Tax amount")],
        "rates": rate_rows(view, formats),
        "legend": _legend(view, profile, period),
        "totals": [
            [_("Carried forward"), formats.money(view.carried)],
            [_("Purchases with tax"), formats.money(view.purchased)],
        ],
        "total": [_("Total amount due"), formats.money(view.amount_due)],
        "texts": [[_("Please pay to"), profile.remit_to_address]] if profile.remit_to_address else [],
    }


def _legend(view: StatementView, profile: OrganizationProfile, period: str) -> str:
    """Return which document is the qualified invoice; nothing where there is none (japan.md INV-05)."""
    if not (profile.is_japanese and profile.tax_registration_number and view.lines):
        return ""
    if view.is_qualified:
        text = _("This statement is the qualified invoice for %(period)s. Tax is rounded once for each rate.")
        return text % {"period": period}
    return _("The invoices that are listed are the qualified invoices; their taxes are added up.")


def _table(ctx: Ctx, view: StatementView, formats: Formats) -> dict[str, object]:
    """Return the documents; the tax of each stands there only where the invoices are the qualified ones."""
    with_tax = not view.is_qualified
    heads = [
        (_("Date"), False), (_("Document"), False), (_("Number"), False),
        (_("Purchases with tax") if view.is_qualified and view.is_inclusive_tax else _("Purchases without tax"), True),
        *([(_("Tax"), True)] if with_tax else []), (_("Received and adjusted"), True),
    ]  # fmt: skip
    columns = [{"label": label, "number": number, "wide": place == 1} for place, (label, number) in enumerate(heads)]
    shown = [line for line in view.lines if with_tax or line.number != view.number]
    return {"columns": columns, "lines": [{"cells": _cells(ctx, view, line, formats)} for line in shown]}


def _cells(ctx: Ctx, view: StatementView, line: StatementLine, formats: Formats) -> list[list[str]]:
    tax = sum(portion.tax for portion in line.taxes.values())
    is_purchase = line.section == "purchase"
    amount = line.amount if view.is_qualified and view.is_inclusive_tax else line.amount - tax

    def money(minor: int) -> str:
        return formats.money(Money(minor, view.currency_code))

    return [
        [formats.date(line.day)],
        [line_name(ctx, line)],
        [line.number],
        [money(amount) if is_purchase else ""],
        *([] if view.is_qualified else [[money(tax) if is_purchase else ""]]),
        ["" if is_purchase else money(-line.amount)],
    ]
