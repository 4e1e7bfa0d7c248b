"""The papers a document can be printed on. Each is a Typst file of the same name in `paper/`."""

from dataclasses import dataclass

from daicho.kernel.text import noop as _

PAGE_WIDTH, PAGE_HEIGHT, ORIENTATION = "8.27in", "11.69in", "portrait"


@dataclass(frozen=True, slots=True)
class Template:
    """A built-in template. `template_id` is its id on the wire."""

    key: str
    template_id: str
    name: str


TEMPLATES = (
    Template("standard", "1000000000001", _("Standard")),
    Template("compact", "1000000000002", _("Compact")),
)
DEFAULT_TEMPLATE = TEMPLATES[0]


def template_by_key(key: str) -> Template:
    """Return the template `key`, the default one where there is none (any more)."""
    return next((template for template in TEMPLATES if template.key == key), DEFAULT_TEMPLATE)


def template_by_id(template_id: str) -> Template | None:
    """Return the template with this id on the wire, None where there is none."""
    return next((template for template in TEMPLATES if template.template_id == template_id), None)
