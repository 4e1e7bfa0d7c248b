"""Icons that pages name are in the sprite: a missing one shows as a gap."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r'icon="([a-z-]+)"|Module\(\s*_\("[^"]+"\),\s*"([a-z-]+)"')


def test_every_icon_that_code_names_is_in_the_sprite():
    sprite = set((ROOT / "tools" / "icons.txt").read_text().split("\n")[1:])
    sources = (ROOT / "src" / "daicho").rglob("*.py")
    named = {name for path in sources for pair in NAMED.findall(path.read_text()) for name in pair if name}
    assert named, "the pattern finds nothing any more"
    assert named - sprite == set()
