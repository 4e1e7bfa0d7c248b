"""The logo and the seal (印影) on documents."""

from typing import Literal

from daicho.kernel.context import Ctx
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.models import Organization
from daicho.platform.files import store_file
from daicho.platform.work import unit_of_work

Picture = Literal["logo", "seal"]


def set_picture(ctx: Ctx, *, picture: Picture, name: str, content: bytes) -> None:
    """Keep an image as the logo or the seal; without content take it away. Raises InvalidInput for what is no image."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        file_id = None
        if content:
            file_id = store_file(ctx, field=picture, name=name, content=content, images_only=True).file_id
        column = f"{picture}_file_id"
        Organization.objects.filter(id=row.id).update(**{column: file_id, "modified_at": ctx.now})
        before, after = {column: getattr(row, column)}, {column: file_id}
        unit.record("organization", row.id, "updated", before=before, after=after)
