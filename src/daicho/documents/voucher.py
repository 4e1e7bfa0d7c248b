"""Vouchers: papers that stay in the house, with boxes for stamps (伝票): of a journal, a transfer, what arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import get_language, gettext

from daicho.documents.printing import pdf_of
from daicho.documents.queries._printed import file_name
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.notes import file_response
from daicho.platform.web.page import PageRequest


@dataclass(frozen=True, slots=True)
class Voucher:
    """What stands on a voucher, as text in the person's language.

    `facts` are (label, text), those without text are left out; of the `header` the last `numbers` columns are numbers,
    and `total`, where there is one, has a text for each of these.
    """

    title: str
    number: str
    state: str
    facts: Iterable[tuple[str, str]]
    header: Sequence[str]
    numbers: int
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    notes: str = ""


def voucher_response(request: PageRequest, voucher: Voucher) -> HttpResponse:
    """Send the voucher as a PDF that a browser shows, named by its number."""
    data = {
        "lang": (get_language() or "en")[:2],
        "organization": organization_profile(request.ctx).name,
        "title": voucher.title,
        "state": voucher.state,
        "facts": [fact for fact in voucher.facts if fact[1]],
        "boxes": [gettext("Approved by"), gettext("Checked by"), gettext("Written by")],
        "header": voucher.header,
        "numbers": voucher.numbers,
        "rows": voucher.rows,
        "total-label": gettext("Total"),
        "total": voucher.total,
        "notes-label": gettext("Notes"),
        "notes": voucher.notes,
    }
    content = pdf_of("voucher", data, at=request.ctx.now)
    return file_response(file_name(voucher.number), "application/pdf", content, inline=True)
