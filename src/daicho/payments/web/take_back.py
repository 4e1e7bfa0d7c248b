"""Voiding or deleting a document that is paid or credited: the person is asked what becomes of the payments."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.payments.commands.take_back_document import take_back_document
from daicho.payments.kinds import DOCUMENTS, gives
from daicho.payments.queries.settled_records import settled_records
from daicho.payments.web.refunds import record_url
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import PageRequest, page_url


class TakeBackForm(DaichoForm):
    """What shall happen to the document, and to its payments."""

    how = forms.ChoiceField(label=_("Document"), widget=forms.RadioSelect())
    payments = forms.ChoiceField(
        label=_("Payments"),
        widget=forms.RadioSelect(),
        choices=(
            ("keep", _("Keep the payments: their amounts are unused again")),
            ("delete", _("Delete the payments as well")),
        ),
        help_text=_("Credits that are applied are open again in either case."),
    )

    def __init__(self, ctx: Ctx, data: Any, module: str) -> None:
        super().__init__(ctx, data, initial={"payments": "keep"})
        choices = (("void", _("Mark as void"), "edit"), ("delete", _("Delete"), "delete"))
        fields: dict[str, Any] = dict(self.fields)
        fields["how"].choices = [(how, label) for how, label, action in choices if ctx.actor.may(f"{module}.{action}")]


def take_back_page(request: PageRequest, target_kind: str, target_id: int) -> HttpResponse:
    """Ask, and void or delete the document in one step."""
    ctx = request.ctx
    if target_kind not in DOCUMENTS or gives(target_kind):
        raise Http404
    ref, kind = (target_kind, target_id), DOCUMENTS[target_kind]
    document = settled_records(ctx, refs=[ref]).get(ref)
    if document is None:
        raise NotFound(kind.words.does_not_exist)
    form = TakeBackForm(ctx, request.POST if request.method == "POST" else None, kind.module)
    here = record_url(ctx, ref)

    def save() -> str:
        how = form.cleaned_data["how"]
        take_back_document(ctx, ref=ref, how=how, with_payments=form.cleaned_data["payments"] == "delete")
        return here if how == "void" else page_url(ctx, f"{target_kind}s")

    editing = Editing(
        title=_("Void or delete %(number)s") % {"number": document.number},
        save=save,
        url=str,
        message=_("The document has been taken back."),
        cancel_url=here,
        submit=_("Take back"),
    )
    return handle_form(request, form, editing)
