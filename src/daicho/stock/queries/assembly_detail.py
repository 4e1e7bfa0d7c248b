"""One assembly."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.stock.models import Assembly
from daicho.stock.queries._assembly_views import AssemblyView, assembly_views


def assembly_detail(ctx: Ctx, *, assembly_id: int) -> AssemblyView:
    """Return an assembly with its lines. Raises NotFound."""
    rows = list(Assembly.objects.select_related("item", "location").filter(id=assembly_id))
    if not rows:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Assembly")})
    return assembly_views(ctx, rows)[0]
