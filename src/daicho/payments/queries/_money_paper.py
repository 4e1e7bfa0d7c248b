"""What the papers of payments and refunds share: who they are for, and their one headline amount."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from daicho.contacts.queries.contact_card import ContactCard, contact_card
from daicho.documents.core.address import address_from
from daicho.documents.core.templates import DEFAULT_TEMPLATE
from daicho.documents.letterhead import Pictures, issuer_block, recipient_block
from daicho.documents.queries._paper import paper_language
from daicho.documents.queries._printed import file_name, printed
from daicho.kernel.context import Ctx
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.payments.core.fields import MODES
from daicho.platform.web.format import Formats


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose paper it is and who reads it, in which language."""

    profile: OrganizationProfile
    contact: ContactCard
    language: str

    @property
    def formats(self) -> Formats:
        """How the reader's language writes days and amounts."""
        pattern = "yyyy年M月d日" if self.language == "ja" else self.profile.date_format
        return Formats(pattern, self.profile.time_zone)


@dataclass(frozen=True, slots=True)
class MoneyPaper:
    """What stands on the paper, as text in the reader's language; facts and texts without text are left out.

    `header` are labels of the lines' columns, and whether a column holds numbers; `totals` stand above the amount.
    """

    title: str
    lead: str
    amount: str
    facts: Sequence[tuple[str, str]]
    header: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[str]]
    totals: Sequence[tuple[str, str]] = ()
    texts: Sequence[tuple[str, str]] = ()


def reader_of(ctx: Ctx, *, contact_id: int, language: str = "") -> Reader:
    """Return the contact as a reader, in their own language unless another is named."""
    contact = contact_card(ctx, contact_id=contact_id)
    return Reader(organization_profile(ctx), contact, language or paper_language(contact.language_code))


def mode_text(mode: str) -> str:
    """Return how money went, in words; a mode of the organisation's own as it is."""
    return _(MODES[mode]) if mode in MODES else mode


def print_money_paper(ctx: Ctx, *, reader: Reader, paper: MoneyPaper, name: str) -> tuple[str, bytes]:
    """Return a file name made of `name`, and the PDF."""
    profile, contact, language = reader.profile, reader.contact, reader.language

    def data(pictures: Pictures) -> dict[str, object]:
        with override(language):
            document = {
                "title": paper.title,
                "recipient": recipient_block(contact, address_from(asdict(contact.billing_address)), language),
                "issuer": issuer_block(profile, pictures, language),
                "facts": [fact for fact in paper.facts if fact[1]],
                "lead": paper.lead,
                "headline": [_("Amount"), paper.amount],
                "delivery": {"label": "", "lines": []},
                "columns": [
                    {"label": label, "number": is_number, "wide": place == 0}
                    for place, (label, is_number) in enumerate(paper.header)
                ],
                "lines": [{"cells": [[cell] for cell in row]} for row in paper.rows],
                "rates": [],
                "rate_heads": [],
                "legend": "",
                "totals": paper.totals,
                "total": [_("Amount"), paper.amount],
                "texts": [text for text in paper.texts if text[1]],
            }
        return {"lang": language, "footer": profile.name, "documents": [document]}

    return file_name(name), printed(ctx, DEFAULT_TEMPLATE.key, profile, data)
