"""Template tags that every template has without loading them (settings: builtins)."""

from typing import Any

from django import template
from django.forms import Form
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daicho.platform.web.cells import badge_class
from daicho.platform.web.forms import DaichoForm, dress
from daicho.platform.web.page import find_page_url

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw an icon of the sprite; it is decoration, so the text beside it (or an aria-label) must say what it means."""
    classes = f"icon {css}".strip()
    sprite = static("vendor/icons.svg")
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', classes, sprite, name
    )


@register.filter
def dressed(form: Form) -> Form:
    """Give a library's form the look of ours: the classes of the design, no placeholder that repeats the label."""
    if not isinstance(form, DaichoForm):
        for item in form.fields.values():
            item.widget.attrs.pop("placeholder", None)
            dress(item.widget)
    return form


@register.simple_tag
def badge(text: object, colour: str = "") -> SafeString:
    """Draw a state as a coloured label."""
    return format_html('<span class="badge {}">{}</span>', badge_class(colour), text)


@register.simple_tag(takes_context=True)
def page_url(context: dict[str, Any], name: str, **values: object) -> str:
    """Return the address of a page in the application and organisation of the request, "" where it has none."""
    return find_page_url(context["request"].ctx, name, **values)
