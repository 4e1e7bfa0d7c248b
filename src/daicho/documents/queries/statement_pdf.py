"""A statement of transactions as a PDF: the paper of documents with other lines."""

from collections.abc import Callable, Iterator
from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import override

from daicho.contacts.core.statement import Statement
from daicho.contacts.queries.contact_card import ContactCard
from daicho.documents.core.address import Address, address_from
from daicho.documents.core.templates import DEFAULT_TEMPLATE
from daicho.documents.letterhead import Pictures, issuer_block, recipient_block
from daicho.documents.queries._paper import paper_language
from daicho.documents.queries._printed import file_name, printed
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats


# tidy: allow call-shape: the shape of DAICHO_STATEMENT_PAPER
def statement_pdf(ctx: Ctx, card: ContactCard, statement: Statement) -> tuple[str, bytes]:
    """Return a file name and the statement as a PDF in the contact's language."""
    profile, language = organization_profile(ctx), paper_language(card.language_code)
    bank = profile.remit_to_address
    formats = Formats("yyyy年M月d日" if language == "ja" else profile.date_format, profile.time_zone)
    with override(language):
        shown = _shown(statement, formats)

        def data(pictures: Pictures) -> dict[str, object]:
            document = {
                **shown,
                "recipient": recipient_block(card, _address(card), language),
                "issuer": issuer_block(profile, pictures, language),
                "texts": [[_("Please pay to"), bank]] if bank and _is_owed(card, statement) else [],
            }
            return {"lang": language, "footer": profile.name, "documents": [document]}

        pdf = printed(ctx, DEFAULT_TEMPLATE.key, profile, data)
    return file_name(f"statement_{statement.end.isoformat()}"), pdf


def _address(card: ContactCard) -> Address:
    return address_from(asdict(card.billing_address))


def _is_owed(card: ContactCard, statement: Statement) -> bool:
    return card.contact_type == "customer" and statement.closing > 0


def _shown(statement: Statement, formats: Formats) -> dict[str, object]:
    def money(minor: int) -> str:
        return formats.money(Money(minor, statement.currency_code))

    heads = [_("Date"), _("Document"), _("Number"), _("Amount"), _("Balance")]
    return {
        "title": _("Statement of transactions"),
        "facts": [[_("Period"), f"{formats.date(statement.start)} – {formats.date(statement.end)}"]],
        "lead": "",
        "headline": [_("Closing balance"), money(statement.closing)],
        "delivery": {"label": "", "lines": []},
        "columns": [{"label": head, "number": place > 2, "wide": place == 1} for place, head in enumerate(heads)],
        "lines": [{"cells": [[text] for text in cells]} for cells in _rows(statement, formats, money)],
        "rate_heads": [],
        "rates": [],
        "legend": "",
        "totals": [],
        "total": [_("Closing balance"), money(statement.closing)],
    }


def _rows(statement: Statement, formats: Formats, money: Callable[[int], str]) -> Iterator[list[str]]:
    """Yield the cells of each row: what is brought forward, then the documents."""
    yield [formats.date(statement.start), _("Balance brought forward"), "", "", money(statement.opening)]
    for line in statement.lines:
        done = line.transaction
        yield [formats.date(done.day), _(done.kind), done.number, money(line.amount), money(line.balance)]
