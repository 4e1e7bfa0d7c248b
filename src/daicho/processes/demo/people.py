"""The people of the demo. All have the same password."""

from dataclasses import dataclass

from daicho.kernel.text import noop as _

PASSWORD = "sakura-minato-24"  # noqa: S105 - the demo's, printed and shown to everybody


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person who can sign in; `shows`, a msgid, is what there is to see."""

    email: str
    name: str
    locale: str
    shows: str


OWNER = DemoPerson(
    "demo@daicho.example",
    "山田 花子",
    "ja",
    _("Administrator: one organization in both applications, one in Inventory only, one in Books only"),
)
SALES = DemoPerson("sales@daicho.example", "鈴木 健太", "ja", _("Role Sales, in one organization"))
BOOKKEEPER = DemoPerson(
    "books@daicho.example", "田中 真由美", "ja", _("Administrator: one organization, in Books only")
)
PEOPLE = (OWNER, SALES, BOOKKEEPER)
