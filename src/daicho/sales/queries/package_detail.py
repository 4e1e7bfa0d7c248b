"""One package."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.sales.queries._package_views import PackageView, package_rows, package_views


def package_detail(ctx: Ctx, *, package_id: int) -> PackageView:
    """Return a package with its lines. Raises NotFound."""
    rows = list(package_rows().filter(id=package_id))
    if not rows:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Package")})
    return package_views(ctx, rows)[0]
