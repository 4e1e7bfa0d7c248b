"""Forms: one base class, one template, one view function for all of them (docs/internals/web.md)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken
from daicho.platform.idempotency import fingerprint, keep_answer, take_key
from daicho.platform.text import sentence
from daicho.platform.web.fields import Option
from daicho.platform.web.page import Page, PageRequest
from daicho.platform.web.render import render_page
from daicho.platform.work import unit_of_work


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under a heading. A tuple of names inside `rows` stands side by side on a wide screen."""

    title: Any
    rows: tuple[str | tuple[str, ...], ...]
    text: Any = ""
    folded: bool = False


class DaichoForm(forms.Form):
    """The base of all forms. `ctx` comes first; `sections` orders the fields (default: all, one a row)."""

    sections: ClassVar[tuple[Section, ...]] = ()
    use_required_attribute = False  # the server tells all errors at once; the browser would stop at the first

    def __init__(self, ctx: Ctx, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ctx = ctx
        for item in self.fields.values():
            if hasattr(item, "bind"):
                item.bind(ctx)
            dress(item.widget)
            if item.required:
                item.widget.attrs["aria-required"] = "true"
            # What the person saw goes with the form, so that "changed" means changed by the person.
            item.show_hidden_initial = bool(self.initial) and not isinstance(item, forms.FileField)

    def changed_fields(self) -> dict[str, Any]:
        """Return the cleaned values that differ from the initial ones: what an update command is given."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}

    def laid_out(self) -> Iterator[tuple[Section, list[list[BoundField]]]]:
        """Yield the sections with their rows of fields; fields named nowhere come last, one a row."""
        named: set[str] = set()
        for section in self.sections:
            rows = [[row] if isinstance(row, str) else list(row) for row in section.rows]
            named.update(name for row in rows for name in row)
            yield section, [[self[name] for name in row if name in self.fields] for row in rows]
        rest = [[self[name]] for name in self.fields if name not in named and not self[name].is_hidden]
        if rest:
            yield Section("", ()), rest

    def renames(self) -> Mapping[str, str]:
        """Return how this form calls fields that commands call otherwise."""
        return {}

    def take(self, error: InvalidInput) -> None:
        """Show a command's field errors at the fields of the same name; errors of other fields on top."""
        renames = self.renames()
        for item in (_renamed(item, renames) for item in error.errors):
            known = item.field in self.fields
            self.add_error(item.field if known else None, field_sentence(item, self))


def _renamed(error: FieldError, renames: Mapping[str, str]) -> FieldError:
    name = renames.get(error.field)
    if name is None:
        return error
    parameters = {**error.parameters, "field": name} if "field" in error.parameters else error.parameters
    return FieldError(name, error.message, parameters, error.code)


def field_sentence(error: FieldError, form: forms.Form) -> str:
    """Return the error's sentence; where it names the field, by the label the person sees."""
    shown = form.fields.get(error.field)
    if shown is not None and shown.label and error.parameters.get("field") == error.field:
        error = FieldError(error.field, error.message, {**error.parameters, "field": str(shown.label)}, error.code)
    return sentence(error)


def dress(widget: Any) -> None:
    """Give a widget the classes of the design."""
    match widget:
        case forms.CheckboxInput() | forms.RadioSelect() | forms.CheckboxSelectMultiple():
            css = "form-check-input"
        case forms.HiddenInput():
            css = ""
        case forms.Select():
            css = "form-select"
        case _:
            css = "form-control"
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = 3 if widget.attrs.get("rows") in {None, "10"} else widget.attrs["rows"]  # 10: Django's
        widget.attrs.pop("cols", None)
    widget.attrs["class"] = f"{css} {widget.attrs.get('class', '')}".strip()


PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Editing:
    """What `handle_form` needs to know. `save` makes ONE command call and returns its result, mostly an id.

    `url` and `option` (for creation in place) get that result. `entity` and `entity_id` name the record being edited,
    so that the person is told when somebody else changes it. `buttons` are further ways to save: (value, label); the
    pressed one arrives as POST["then"]. `preview` tells in sentences what saving would do, where `PREVIEW` was pressed.
    `more` is a template shown inside the form below its fields (lines).
    """

    title: Any
    save: Callable[[], Any]
    url: Callable[[Any], str]
    message: Any
    cancel_url: str
    option: Callable[[Any], Option] | None = None
    entity: str = ""
    entity_id: int = 0
    submit: Any = ""
    buttons: tuple[tuple[str, Any], ...] = ()
    preview: Callable[[], Sequence[str]] | None = None
    template: str = "forms/form.html"
    more: str = ""
    context: Mapping[str, object] = field(default_factory=dict)


def handle_form(request: PageRequest, form: DaichoForm, editing: Editing) -> HttpResponse:
    """Show a form, or save it: all errors at once, nothing lost, saved once however often it is sent."""
    told: Sequence[str] = ()
    if request.method == "POST" and form.is_valid():
        try:
            if editing.preview is None or request.POST.get("then") != PREVIEW:
                return _saved(request, editing)
            told = editing.preview()
        except InvalidInput as error:
            form.take(error)
        except RuleBroken as error:
            form.add_error(None, sentence(error))
    in_panel = request.GET.get("panel") == "1"
    if in_panel:
        form.auto_id = f"panel-{uuid4().hex[:6]}-%s"  # the form below has fields of the same names
    context = {
        **editing.context,
        "form": form,
        "editing": editing,
        "told": told,
        "in_panel": in_panel,
        "form_token": uuid4().hex,
        "title": editing.title,
    }
    status = 422 if form.is_bound and not told else 200
    template = (
        "forms/panel.html"
        if in_panel
        else "forms/_form.html"
        if request.headers.get("HX-Request")
        else editing.template
    )
    return render_page(request, template, context, status=status)


def _saved(request: PageRequest, editing: Editing) -> HttpResponse:
    in_panel = request.GET.get("panel") == "1" and editing.option is not None
    with unit_of_work(request.ctx):
        key = f"form:{request.POST.get('form_token', '') or uuid4().hex}"[:200]
        body = "&".join(f"{name}={value}" for name, values in sorted(request.POST.lists()) for value in values)
        seen = fingerprint(request.path.encode(), body.encode())
        earlier = take_key(request.ctx, key=key, request_fingerprint=seen)
        if earlier is not None:
            return _go(request, earlier.body)
        result = editing.save()
        url = editing.url(result)
        keep_answer(request.ctx, key=key, request_fingerprint=seen, status=303, body=url)
    if in_panel and editing.option is not None:
        option = editing.option(result)
        response = HttpResponse(status=204)
        chosen = {"value": str(option.value), "text": option.text, "message": gettext(str(editing.message))}
        return trigger_client_event(response, "daicho:created", chosen)
    messages.success(request, str(editing.message))
    return _go(request, url)


def _go(request: PageRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(url)
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def choices_page(
    path: str,
    name: str,
    permission: str,
    choices: Callable[[Ctx, str, Mapping[str, str]], Sequence[Option]],
) -> Page:
    """Return the page that answers the remote search of a select: `choices(ctx, text, query)` → options."""

    def view(request: PageRequest) -> HttpResponse:
        text = request.GET.get("q", "").strip()[:200]
        found = choices(request.ctx, text, request.GET.dict())
        return JsonResponse(
            {"options": [{"value": str(item.value), "text": item.text, "note": item.note} for item in found]}
        )

    return Page(path, name, permission, view, followed=False)
