"""Settings: how papers of one kind look and what their letters say, with a preview while they are changed."""

from base64 import b64encode
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.set_paper import set_paper
from daicho.documents.core.paper_style import COLOR, COLUMNS, LANGUAGES, TEXTS, PaperStyle, placeholders
from daicho.documents.queries._letters import letter_names, standard_letter
from daicho.documents.queries.paper_preview import paper_preview
from daicho.documents.queries.preference import PreferenceView, document_preference
from daicho.documents.web.face import WebFace
from daicho.kernel.errors import InvalidInput
from daicho.platform.web.forms import DaichoForm, Editing, Section, dress, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.render import render_page

_TEXT_LABELS = {
    "title": _("Title"),
    "lead": _("Opening sentence"),
    "notes_label": _("Heading of the notes"),
    "terms_label": _("Heading of the terms"),
}
_LANGUAGE_NAMES = {"ja": _("Japanese"), "en": _("English")}


class PaperForm(DaichoForm):
    """The style, the words in one language, and the letters in it; an empty text means the standard one."""

    accent = forms.RegexField(
        COLOR, label=_("Colour"), widget=forms.TextInput(attrs={"type": "color", "class": "form-control-color"})
    )
    shown = forms.MultipleChoiceField(
        label=_("Columns of the lines"),
        required=False,
        choices=[(name, _(label)) for name, label in COLUMNS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    has_logo = forms.BooleanField(label=_("Show the logo"), required=False)
    has_seal = forms.BooleanField(label=_("Show the seal"), required=False)

    def __init__(self, face: WebFace, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.names, self.is_shared = language, letter_names(face.kind), face.kind.is_shared
        for name, limit in TEXTS.items():
            self._add(name, forms.CharField(label=_TEXT_LABELS[name], required=False, max_length=limit))
        for name in self.names:
            letter = _("Reminder") if "." in name else _("Mail")
            for part, label, widget in (
                ("subject", _("Subject"), forms.TextInput()),
                ("body", _("Text"), forms.Textarea(attrs={"rows": 12})),
            ):
                named = f"{letter}: {label}"
                self._add(f"{name}.{part}", forms.CharField(label=named, required=False, widget=widget))

    def _add(self, name: str, field: forms.Field) -> None:
        dress(field.widget)
        field.show_hidden_initial = False
        self.fields[name] = field

    def laid_out(self) -> Any:
        """Yield the paper, the words and the letters."""
        language = _LANGUAGE_NAMES[self.language]
        words, mail = gettext("Words"), gettext("Mail")
        letters = tuple(f"{name}.{part}" for name in self.names for part in ("subject", "body"))
        sections = (
            Section(_("Paper"), ("accent", "shown", ("has_logo", "has_seal"))),
            Section(f"{words} ({language})", (("title", "notes_label"), ("lead", "terms_label"))),
            Section(f"{mail} ({language})", letters, _placeholders(is_shared=self.is_shared)),
        )
        for section in sections:
            rows = [[row] if isinstance(row, str) else list(row) for row in section.rows]
            yield section, [[self[name] for name in row] for row in rows]

    def take(self, error: InvalidInput) -> None:
        """Show the faults of letters ("ja.reminder.subject") at their fields ("invoice.reminder.subject")."""
        entity = self.names[0]
        prefix = f"{self.language}."
        own = [
            replace(item, field=f"{entity}.{item.field.removeprefix(prefix)}")
            if item.field.startswith(prefix)
            else item
            for item in error.errors
        ]
        super().take(InvalidInput(own))

    def style(self, known: PaperStyle) -> PaperStyle:
        """Return the style as it is filled in; the words of other languages stay."""
        data = self.cleaned_data
        words = {name: data.get(name, "").strip() for name in TEXTS}
        return PaperStyle(
            accent=data.get("accent", known.accent),
            hidden=frozenset(COLUMNS) - set(data.get("shown", ())),
            has_logo=data.get("has_logo", False),
            has_seal=data.get("has_seal", False),
            texts={**known.texts, self.language: words},
        )

    def letters(self) -> dict[str, dict[str, str]]:
        """Return the letters by "language" or "language.purpose"; what says the standard words is empty."""
        found = {}
        with override(self.language):
            for name in self.names:
                standard = standard_letter(name)
                given = {part: _unix(self.cleaned_data.get(f"{name}.{part}", "")) for part in standard}
                own = {part: "" if text == standard[part] else text for part, text in given.items()}
                found[name.replace(name.split(".")[0], self.language, 1)] = own
        return found


def paper_page(request: PageRequest, face: WebFace) -> HttpResponse:
    """Show how papers and letters look in a language (`?language=`), or change it."""
    ctx = request.ctx
    known, language = document_preference(ctx, kind=face.kind.entity), _language(request)
    data = request.POST if request.method == "POST" else None
    form = PaperForm(face, language, ctx, data, initial=_initial(known, face, language))
    here = f"{page_url(ctx, face.page('paper'))}?language={language}"
    editing = Editing(
        title=gettext("%(documents)s: paper and email") % {"documents": face.labels.plural},
        save=lambda: set_paper(ctx, kind=face.kind, style=form.style(known.style), letters=form.letters()),
        url=lambda _nothing: here,
        message=_("The paper has been saved."),
        cancel_url=page_url(ctx, face.page("settings")),
        more="documents/_paper_settings.html",
        context={
            "preview_url": f"{page_url(ctx, face.page('paper_preview'))}?language={language}",
            "languages": [(name, f"?language={code}", code == language) for code, name in _LANGUAGE_NAMES.items()],
        },
    )
    return handle_form(request, form, editing)


def paper_preview_page(request: PageRequest, face: WebFace) -> HttpResponse:
    """Answer with the paper and the letter that the posted form would make."""
    ctx = request.ctx
    known, language = document_preference(ctx, kind=face.kind.entity), _language(request)
    form = PaperForm(face, language, ctx, request.POST)
    form.full_clean()  # what is wrong is told on saving; the preview shows what can be shown
    with override(language):
        standard = standard_letter(form.names[0])
    given = {part: _unix(form.cleaned_data.get(f"{form.names[0]}.{part}", "")) for part in standard}
    letter = {part: given[part] or text for part, text in standard.items()}
    shown = paper_preview(
        ctx,
        kind=face.kind,
        template=known.template,
        style=form.style(known.style) if form.is_valid() else known.style,
        language=language,
        letter=letter,
    )
    picture = "data:image/svg+xml;base64," + b64encode(shown.picture).decode()
    context = {"picture": picture, "subject": shown.subject, "body": shown.body}
    return render_page(request, "documents/_paper_preview.html", context)


def _initial(known: PreferenceView, face: WebFace, language: str) -> dict[str, Any]:
    style = known.style
    values: dict[str, Any] = {
        "accent": style.accent,
        "shown": [name for name in COLUMNS if name not in style.hidden],
        "has_logo": style.has_logo,
        "has_seal": style.has_seal,
        **{name: style.text(language, name, "") for name in TEXTS},
    }
    with override(language):
        for name in letter_names(face.kind):
            kept = known.letters.get(name.replace(name.split(".")[0], language, 1), {})
            values |= {f"{name}.{part}": kept.get(part) or text for part, text in standard_letter(name).items()}
    return values


def _language(request: PageRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else "ja" if request.ctx.locale == "ja" else "en"


def _placeholders(*, is_shared: bool) -> str:
    known = placeholders(is_shared=is_shared)
    told = ", ".join(f"{{{name}}} {gettext(label)}" for name, label in known.items())
    return gettext("In braces stands what is filled in: %(placeholders)s.") % {"placeholders": told}


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")
