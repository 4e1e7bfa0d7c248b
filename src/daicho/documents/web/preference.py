"""Settings: what an organisation wants of one kind of document."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.set_preference import set_preference
from daicho.documents.core.templates import TEMPLATES
from daicho.documents.queries.preference import document_preference
from daicho.documents.web.face import WebFace
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url


class PreferenceForm(DaichoForm):
    """What new documents begin with."""

    template = forms.ChoiceField(label=_("Template"), choices=[(item.key, _(item.name)) for item in TEMPLATES])
    notes = forms.CharField(label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea())
    terms = forms.CharField(label=_("Terms and conditions"), required=False, max_length=10_000, widget=forms.Textarea())


def preference_page(request: PageRequest, face: WebFace) -> HttpResponse:
    """Show the preferences, or set them."""
    ctx = request.ctx
    known = document_preference(ctx, kind=face.kind.entity)
    initial = {"template": known.template, "notes": known.notes, "terms": known.terms}
    form = PreferenceForm(ctx, request.POST if request.method == "POST" else None, initial=initial)
    editing = Editing(
        title=face.labels.plural,
        save=lambda: set_preference(ctx, kind=face.kind, **form.changed_fields()),
        url=lambda _nothing: page_url(ctx, "settings"),
        message=_("The preferences have been saved."),
        cancel_url=page_url(ctx, "settings"),
        more="documents/_to_paper.html",
        context={"paper_url": page_url(ctx, face.page("paper"))},
    )
    return handle_form(request, form, editing)
