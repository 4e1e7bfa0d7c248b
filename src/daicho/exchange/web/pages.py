"""The pages of imports: upload, columns, check, result, undo."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.exchange.commands.run_import import run_import
from daicho.exchange.commands.start_import import start_import
from daicho.exchange.commands.undo_import import undo_import
from daicho.exchange.core.field import ImportKind
from daicho.exchange.core.kinds import KINDS
from daicho.exchange.core.mapping import suggested_header
from daicho.exchange.queries.import_batch import BatchView, import_batch
from daicho.exchange.queries.import_kind import import_kind
from daicho.exchange.queries.recent_imports import recent_imports
from daicho.exchange.web.words import state_badge
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.platform.text import filled, sentence
from daicho.platform.web.detail import action_page, go_to
from daicho.platform.web.exports import CSV, XLSX, as_csv, as_xlsx
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.list_view import download
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce, render_page

_SHOWN_FAULTS = 200
_EXISTING = (("update", _("Update them")), ("skip", _("Leave them as they are")))
_KNOWN_BY = {
    "contacts": _("A contact is known by its name."),
    "items": _("An item is known by its SKU; without SKU, by its name."),
    "accounts": _("An account is known by its code, else by its name."),
}
_DOCUMENTS_KNOWN_BY = _("A document is known by its number, a bill by number and vendor. Each row is a line of it.")


class UploadForm(DaichoForm):
    """The file, and what happens to records that exist."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8 or Shift_JIS) or Excel (.xlsx), up to 10 MB and 20,000 rows. First row: column names."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    existing = forms.ChoiceField(
        label=_("Records that exist already"), choices=_EXISTING, initial="update", widget=forms.RadioSelect
    )


def _upload_page(kind: ImportKind) -> Callable[[PageRequest], HttpResponse]:
    """Return the view that takes a file of this kind."""

    def view(request: PageRequest) -> HttpResponse:
        ctx = request.ctx
        form = UploadForm(ctx, request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file, existing = form.cleaned_data["file"], form.cleaned_data["existing"]
            try:
                batch_id = start_import(ctx, kind=kind.name, name=file.name, content=file.read(), existing=existing)
                return go_to(request, page_url(ctx, "import", batch_id=batch_id))
            except InvalidInput as error:
                form.take(error)
        editing = Editing(
            title=gettext("Import: %(kind)s") % {"kind": gettext(kind.title)},
            save=lambda: None,
            url=str,
            message="",
            submit=_("Upload"),
            cancel_url=page_url(ctx, kind.name),
            template="exchange/upload.html",
            context={
                "recent": [(row, state_badge(row.state)) for row in recent_imports(ctx, kind=kind.name)],
                "known_by": _KNOWN_BY.get(kind.name, _DOCUMENTS_KNOWN_BY),
                "template_url": page_url(ctx, f"{kind.name}_import_template"),
            },
        )
        return handle_form(request, form, editing)

    return view


def _template_page(kind: ImportKind) -> Callable[[PageRequest], HttpResponse]:
    """Return the view that gives an empty workbook with the columns of this kind."""

    def view(request: PageRequest) -> HttpResponse:
        ctx = request.ctx
        header = suggested_header(import_kind(ctx, name=kind.name), ctx.locale)
        return download(as_xlsx(gettext(kind.title), header, []), f"{kind.name}.xlsx", XLSX)

    return view


def import_page(request: PageRequest, batch_id: int) -> HttpResponse:
    """Show an import; POST takes the columns and checks (`then` = check) or imports (`then` = import)."""
    ctx = request.ctx
    errors: list[str] = []
    if request.method == "POST":
        batch = import_batch(ctx, batch_id=batch_id)
        chosen = {column: request.POST.get(f"column-{column}", "") for column in range(len(batch.header))}
        carry_out = request.POST.get("then") == "import"
        try:
            run_import(
                ctx,
                batch_id=batch_id,
                chosen=chosen,
                existing="skip" if request.POST.get("existing") == "skip" else "update",
                dry_run=not carry_out,
            )
            return go_to(request, page_url(ctx, "import", batch_id=batch_id))
        except InvalidInput as error:
            errors = [sentence(each) for each in error.errors]
        except RuleBroken as error:
            announce(request, sentence(error), level=messages.ERROR)
            return go_to(request, page_url(ctx, "import", batch_id=batch_id))
    batch = import_batch(ctx, batch_id=batch_id)
    context = {**_batch_context(request, batch), "errors": errors}
    return render_page(request, "exchange/import.html", context, status=422 if errors else 200)


def _batch_context(request: PageRequest, batch: BatchView) -> dict[str, object]:
    kind = import_kind(request.ctx, name=batch.kind)
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in kind.fields:
        label = gettext(item.label) + (" *" if item.required else "")
        groups.setdefault(gettext(item.group) if item.group else "", []).append((item.key, label))
    columns = [
        (name, [sample[position] for sample in batch.samples], batch.mapping[position])
        for position, name in enumerate(batch.header)
    ]
    return {
        "title": gettext("Import: %(kind)s") % {"kind": gettext(kind.title)},
        "batch": batch,
        "badge": state_badge(batch.state),
        "groups": list(groups.items()),
        "columns": columns,
        "existing_choices": _EXISTING,
        "known_by": _KNOWN_BY.get(batch.kind, _DOCUMENTS_KNOWN_BY),
        "faults": [(item, filled(item.message, item.parameters)) for item in batch.faults[:_SHOWN_FAULTS]],
        "more_faults": max(0, batch.fault_count - _SHOWN_FAULTS),
        "list_url": page_url(request.ctx, batch.kind),
        "again_url": page_url(request.ctx, f"{batch.kind}_import"),
        "faults_url": page_url(request.ctx, "import_faults", batch_id=batch.batch_id),
        "undo_url": page_url(request.ctx, "import_undo", batch_id=batch.batch_id),
    }


def import_faults_page(request: PageRequest, batch_id: int) -> HttpResponse:
    """Return the faults of an import as a CSV file."""
    batch = import_batch(request.ctx, batch_id=batch_id)
    header = [gettext("Row"), gettext("Column"), gettext("What is wrong")]
    rows = [(item.number, item.column, filled(item.message, item.parameters)) for item in batch.faults]
    return download(as_csv(header, rows), f"import-errors-{batch_id}.csv", CSV)


PAGES: list[Page] = [
    *(Page(f"{name}/import/", f"{name}_import", "exchange.create", _upload_page(kind)) for name, kind in KINDS.items()),
    *(
        Page(
            f"{kind.name}/import/template/",
            f"{kind.name}_import_template",
            "exchange.create",
            _template_page(kind),
            followed=False,
        )
        for kind in KINDS.values()
    ),
    Page("imports/<id:batch_id>/", "import", "exchange.create", import_page),
    Page("imports/<id:batch_id>/errors/", "import_faults", "exchange.create", import_faults_page, followed=False),
    action_page(
        "imports/<id:batch_id>/undo/",
        "import_undo",
        "exchange.create",
        "exchange.create",
        lambda ctx, batch_id: undo_import(ctx, batch_id=batch_id),
        message=_("What the import created is being taken back."),
        then="import",
    ),
]
