"""Everything that can be imported."""

from daicho.exchange.core.account_columns import ACCOUNTS
from daicho.exchange.core.contact_columns import CONTACTS
from daicho.exchange.core.document_columns import DOCUMENTS
from daicho.exchange.core.field import ImportKind
from daicho.exchange.core.item_columns import ITEMS
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _

KINDS = {kind.name: kind for kind in (CONTACTS, ITEMS, ACCOUNTS, *DOCUMENTS)}


def kind_named(name: str) -> ImportKind:
    """Return the kind with this name. Raises NotFound."""
    found = next((kind for kind in KINDS.values() if kind.name == name), None)
    if found is None:
        message = _("'%(name)s' cannot be imported. It can be one of: %(kinds)s.")
        raise NotFound(message, {"name": name, "kinds": ", ".join(KINDS)})
    return found
