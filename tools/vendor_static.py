"""Copy the browser files and fonts the product serves out of its packages: an allow-list.

Third-party code is never committed: `make setup` fills these folders, git ignores them.
Source-map comments are cut off, because the maps are not copied and a manifest storage refuses
references to files that do not exist.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
STATIC = ROOT / "src/daicho/platform/web/static/vendor"
FONTS = ROOT / "src/daicho/documents/fonts"
FOR_TESTS = ROOT / "tests/browser/vendor"
ICON_NAMES = ROOT / "tools/icons.txt"

FROM_NPM = (
    ("@tabler/core/dist/css/tabler.min.css", STATIC),
    ("@tabler/core/dist/css/tabler-vendors.min.css", STATIC),
    ("@tabler/core/dist/js/tabler.min.js", STATIC),
    ("tom-select/dist/css/tom-select.bootstrap5.min.css", STATIC),
    ("tom-select/dist/js/tom-select.complete.min.js", STATIC),
    ("chart.js/dist/chart.umd.min.js", STATIC),
    ("axe-core/axe.min.js", FOR_TESTS),
)
RENAMED = (
    ("@alpinejs/csp/dist/cdn.min.js", STATIC / "alpine-csp.min.js"),
    (
        "@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf",
        FONTS / "NotoSansJP-Regular.ttf",
    ),
    (
        "@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf",
        FONTS / "NotoSansJP-Bold.ttf",
    ),
)
SOURCE_MAP = re.compile(rb"(?m)^[ \t]*(?://|/\*)[#@] ?sourceMappingURL=.*$|/\*# ?sourceMappingURL=.*?\*/")


def without_source_map(content: bytes) -> bytes:
    """Return the script or style sheet without its reference to a source map."""
    return SOURCE_MAP.sub(b"", content)


def copy(source: Path, target: Path) -> None:
    """Copy one file; scripts and style sheets lose their source-map comment."""
    if source.suffix in {".js", ".css"}:
        target.write_bytes(without_source_map(source.read_bytes()))
    else:
        shutil.copyfile(source, target)


def htmx_file() -> Path:
    """Return htmx as the django-htmx wheel ships it."""
    package = importlib.util.find_spec("django_htmx")
    if package is None or package.origin is None:
        message = "django-htmx is not installed"
        raise RuntimeError(message)
    return Path(package.origin).parent / "static/django_htmx/htmx-2.min.js"


def symbol(name: str, svg: str) -> str:
    """Return one icon as a <symbol>. Stroke width comes from the `.icon` class of the page."""
    inner = svg.partition(">")[2].rpartition("</svg>")[0].strip()
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        f' stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>'
    )


def icon_names() -> list[str]:
    """Return the names listed in tools/icons.txt."""
    lines = ICON_NAMES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def sprite() -> str:
    """Return the sprite of all listed icons."""
    folder = PACKAGES / "@tabler/icons/icons/outline"
    symbols = [symbol(name, (folder / f"{name}.svg").read_text()) for name in icon_names()]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> None:
    """Fill the vendor folders anew."""
    for folder in (STATIC, FONTS, FOR_TESTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for source, folder in FROM_NPM:
        copy(PACKAGES / source, folder / Path(source).name)
    for source, target in RENAMED:
        copy(PACKAGES / source, target)
    copy(htmx_file(), STATIC / "htmx.min.js")
    (STATIC / "icons.svg").write_text(sprite())


if __name__ == "__main__":
    main()
