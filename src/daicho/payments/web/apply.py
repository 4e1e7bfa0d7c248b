"""Applying unused payments and open credits to an invoice or bill, on screen."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.money import Money
from daicho.kernel.text import noop
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.core.rules import MORE_THAN_UNUSED
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, gives
from daicho.payments.queries._records import SettledRecord
from daicho.payments.queries.settled_records import settled_records
from daicho.payments.queries.usable_credits import usable_credits
from daicho.payments.web.refunds import record_url
from daicho.payments.web.words import credit_name
from daicho.platform.web.fields import DateField, ExactNumberField
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import PageRequest


class CreditsForm(DaichoForm):
    """What of each unused payment and open credit settles the document."""

    date = DateField(label=_("Date"))

    def __init__(
        self, request: PageRequest, data: Any, document: SettledRecord, credits: list[SettledRecord]
    ) -> None:  # fmt: skip
        super().__init__(request.ctx, data, initial={"date": max(request.ctx.today, document.day)})
        self.credits, rest = credits, document.left
        for credit in credits:
            unused = Money(credit.left, credit.terms.currency)
            taken = min(rest, credit.left)
            rest -= taken
            name, record_id = credit.ref
            field = ExactNumberField(
                label=credit_name(credit), required=False, places=3, minimum=0,
                initial=Money(taken, credit.terms.currency).value if taken else None,
                help_text=_("Unused: %(amount)s") % {"amount": request.formats.money(unused)},
            )  # fmt: skip
            field.widget.attrs["class"] = "form-control number"
            self.fields[f"{name}_{record_id}"] = field

    def amounts(self) -> dict[Ref, int]:
        """Return what shall be taken of each, in minor units. Raises RuleBroken for none at all."""
        found = {}
        for credit in self.credits:
            value: Decimal | None = self.cleaned_data.get(f"{credit.ref[0]}_{credit.ref[1]}")
            if value:
                found[credit.ref] = Money.of(value, credit.terms.currency).minor
        if not found:
            raise RuleBroken(MORE_THAN_UNUSED, noop("Enter how much shall be applied."))
        return found


def apply_page(request: PageRequest, target_kind: str, target_id: int) -> HttpResponse:
    """Apply credits to an invoice or bill."""
    ctx = request.ctx
    if target_kind not in DOCUMENTS or gives(target_kind):
        raise Http404
    target = (target_kind, target_id)
    credits = usable_credits(ctx, target=target)
    document = settled_records(ctx, refs=[target])[target]
    form = CreditsForm(request, request.POST if request.method == "POST" else None, document, credits)
    here = record_url(ctx, target)
    editing = Editing(
        title=_("Apply credits to %(number)s") % {"number": document.number},
        save=lambda: _apply(ctx, target, form),
        url=lambda _uses: here,
        message=_("The credits have been applied."),
        cancel_url=here,
        submit=_("Apply credits"),
    )
    return handle_form(request, form, editing)


def _apply(ctx: Ctx, target: Ref, form: CreditsForm) -> list[int]:
    return apply_credits(ctx, target=target, amounts=form.amounts(), day=form.cleaned_data["date"])
