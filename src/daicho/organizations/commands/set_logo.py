"""The logo on documents."""

from daicho.kernel.context import Ctx
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.models import Organization
from daicho.platform.files import store_file
from daicho.platform.work import unit_of_work


def set_logo(ctx: Ctx, *, name: str, content: bytes) -> None:
    """Keep an image as the logo; without content take the logo away. Raises InvalidInput for what is no image."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        file_id = None
        if content:
            file_id = store_file(ctx, field="logo", name=name, content=content, images_only=True).file_id
        Organization.objects.filter(id=row.id).update(logo_file_id=file_id, modified_at=ctx.now)
        before, after = {"logo_file_id": row.logo_file_id}, {"logo_file_id": file_id}
        unit.record("organization", row.id, "updated", before=before, after=after)
