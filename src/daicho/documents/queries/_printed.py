"""A paper with the organisation's logo and seal."""

from collections.abc import Callable, Mapping

from daicho.documents.letterhead import NO_PICTURES, Pictures
from daicho.documents.printing import Unprintable, pdf_of
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.organizations.core.organization import OrganizationProfile
from daicho.platform.files import file_content


def printed(
    ctx: Ctx, template: str, profile: OrganizationProfile, data: Callable[[Pictures], Mapping[str, object]]
) -> bytes:
    """Return the PDF of what `data` makes of the pictures; without them where they cannot be printed."""
    pictures = pictures_of(ctx, profile)
    try:
        return pdf_of(template, data(pictures), at=ctx.now)
    except Unprintable:
        if pictures == NO_PICTURES:
            raise
        # A broken picture must not keep anybody from sending an order.
        return pdf_of(template, data(NO_PICTURES), at=ctx.now)


def pictures_of(ctx: Ctx, profile: OrganizationProfile) -> Pictures:
    """Return the organisation's pictures; those left out that are gone."""
    return Pictures(_content(ctx, profile.logo_file_id), _content(ctx, profile.seal_file_id))


def file_name(text: str) -> str:
    """Return `text` as the name of a PDF."""
    return "".join(character if character.isalnum() or character in "-_." else "_" for character in text) + ".pdf"


def _content(ctx: Ctx, file_id: int | None) -> bytes | None:
    if file_id is None:
        return None
    try:
        return file_content(ctx, file_id=file_id)[1]
    except (NotFound, FileNotFoundError):
        return None
