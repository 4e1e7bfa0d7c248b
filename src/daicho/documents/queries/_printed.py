"""A paper with the organisation's logo."""

from collections.abc import Callable, Mapping

from daicho.documents.printing import Unprintable, pdf_of
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.organizations.core.organization import OrganizationProfile
from daicho.platform.files import file_content


def printed(
    ctx: Ctx, template: str, profile: OrganizationProfile, data: Callable[[bytes | None], Mapping[str, object]]
) -> bytes:
    """Return the PDF of what `data` makes of the logo's bytes; without the logo where that cannot be printed."""
    logo = _logo(ctx, profile)
    try:
        return pdf_of(template, data(logo), at=ctx.now)
    except Unprintable:
        if logo is None:
            raise
        return pdf_of(template, data(None), at=ctx.now)  # a broken picture must not keep anybody from sending an order


def file_name(text: str) -> str:
    """Return `text` as the name of a PDF."""
    return "".join(character if character.isalnum() or character in "-_." else "_" for character in text) + ".pdf"


def _logo(ctx: Ctx, profile: OrganizationProfile) -> bytes | None:
    if profile.logo_file_id is None:
        return None
    try:
        return file_content(ctx, file_id=profile.logo_file_id)[1]
    except (NotFound, FileNotFoundError):
        return None
