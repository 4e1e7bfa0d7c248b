"""What lies in packages, for those who pack and those who unpack."""

from collections.abc import Sequence

from daicho.documents.core.templates import template_by_key
from daicho.documents.queries._paper import Paper, Slip, paper_data, paper_language
from daicho.documents.queries._printed import file_name, printed
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.papers.packed_orders import packed_orders
from daicho.sales.queries._package_views import PackageView, package_rows, package_views


def packing_slip_pdf(ctx: Ctx, *, package_ids: Sequence[int], language: str = "") -> tuple[str, bytes]:
    """Return a file name and the packing slips of these packages in their order, a sheet for each, without amounts.

    In the language of the first one's customer unless another is named. Raises NotFound for a package that is not
    there.
    """
    found = {view.package_id: view for view in package_views(ctx, list(package_rows().filter(id__in=package_ids)))}
    if len(found) < len(set(package_ids)):
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Package")})
    packages = [found[package_id] for package_id in dict.fromkeys(package_ids)]
    profile = organization_profile(ctx)
    sheets = [(packed_orders(ctx, [package], with_amounts=False)[0], _slip(package)) for package in packages]
    first = sheets[0][0]
    language = language or paper_language(first.contact.language_code)
    pdf = printed(
        ctx,
        template_by_key(first.template).key,
        profile,
        lambda pictures: paper_data(
            [Paper(SALES_ORDER, order, profile, pictures, slip) for order, slip in sheets], language
        ),
    )
    return file_name(packages[0].number if len(packages) == 1 else "packages"), pdf


def _slip(package: PackageView) -> Slip:
    return Slip(
        title=_("Packing slip"),
        lead=_("This package holds the following."),
        facts=(
            (_("Package number"), package.number),
            (_("Date"), package.day),
            (_("Order number"), package.order_number),
            (_("Carrier"), package.carrier),
            (_("Tracking number"), package.tracking_number),
            *((item.field.label, item.value) for item in package.custom if item.field.shown_in_pdf),
        ),
        notes=package.notes,
        with_amounts=False,
    )
