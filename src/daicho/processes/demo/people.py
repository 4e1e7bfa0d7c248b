"""The people of the demo. All have the same password."""

from dataclasses import dataclass

PASSWORD = "sakura-minato-24"  # noqa: S105 - the demo's, printed and shown to everybody


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person who can sign in; `shows` is what there is to see."""

    email: str
    name: str
    locale: str
    shows: str


OWNER = DemoPerson(
    "demo@daicho.example",
    "山田 花子",
    "ja",
    "administrator: one organisation in both applications, one in Inventory only, one in Books only",
)
SALES = DemoPerson("sales@daicho.example", "鈴木 健太", "ja", "role Sales in さくら商事株式会社")
BOOKKEEPER = DemoPerson("books@daicho.example", "田中 真由美", "ja", "one organisation, in Books only")
PEOPLE = (OWNER, SALES, BOOKKEEPER)
