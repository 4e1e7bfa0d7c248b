"""Mail the packing slip of a package to its customer."""

from functools import partial

from daicho.documents.core.letter import LetterFields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.commands._mailed_slip import mail_slip
from daicho.sales.core.package import ENTITY
from daicho.sales.models import Package
from daicho.sales.papers.packing_slip import packing_slip_pdf
from daicho.sales.queries.package_detail import package_detail


def mail_packing_slip(ctx: Ctx, *, package_id: int, letter: LetterFields) -> int:
    """Queue the letter with the packing slip and the files that go with mail; return the message's id.

    Raises NotFound, InvalidInput.
    """
    ctx.require("packages.edit")
    with unit_of_work(ctx):
        package_detail(ctx, package_id=package_id)
        paper = partial(packing_slip_pdf, ctx, package_ids=[package_id])
        mail_id = mail_slip(ctx, entity=ENTITY, entity_id=package_id, letter=letter, paper=paper)
        Package.objects.filter(id=package_id).update(is_emailed=True, modified_at=ctx.now)
    return mail_id
