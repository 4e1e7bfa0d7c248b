"""Merging two contacts that are one."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.contacts.queries.contact_detail import ContactView, contact_detail
from daicho.contacts.queries.contact_names import contact_names
from daicho.kernel.context import Ctx
from daicho.platform.web.fields import RemoteChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, Section, dress, handle_form
from daicho.platform.web.page import PageRequest, page_url


class MergeForm(DaichoForm):
    """The other contact, and which of the two stays."""

    sections = (
        Section(
            "",
            ("other", "survivor"),
            text=_(
                "The documents, people and addresses of both become those of the contact that stays; "
                "the other disappears from all lists. This cannot be undone."
            ),
        ),
    )
    survivor = forms.ChoiceField(label=_("Which one stays?"), widget=forms.RadioSelect(), initial="this")

    def __init__(self, ctx: Ctx, *args: Any, contact: ContactView, **kwargs: Any) -> None:
        super().__init__(ctx, *args, **kwargs)
        other = RemoteChoiceField(
            label=_("The other contact"),
            choices_page="contact_choices",
            resolve=contact_name,
            query={"kind": contact.contact_type, "without": str(contact.contact_id)},
        )
        other.bind(ctx)
        dress(other.widget)
        self.fields["other"] = other
        choices = [("this", contact.name), ("other", _("The other contact"))]
        self.fields["survivor"].choices = choices  # type: ignore[attr-defined]

    def run(self, contact_id: int) -> int:
        """Merge, and return the id of the contact that stays."""
        pair = (contact_id, self.cleaned_data["other"])
        survivor, merged = pair if self.cleaned_data["survivor"] == "this" else pair[::-1]
        merge_contacts(self.ctx, contact_id=survivor, merged_ids=[merged])
        return int(survivor)


def contact_name(ctx: Ctx, contact_id: int) -> str:
    """Return a contact's name, "" where there is none of this id."""
    return contact_names(ctx, [contact_id]).get(contact_id, "")


def contact_merge_page(request: PageRequest, contact_id: int) -> HttpResponse:
    """Ask for the other contact, and merge."""
    ctx = request.ctx
    contact = contact_detail(ctx, contact_id=contact_id)
    form = MergeForm(ctx, request.POST if request.method == "POST" else None, contact=contact)
    editing = Editing(
        title=_("Merge contacts"),
        save=lambda: form.run(contact_id),
        url=lambda survivor: page_url(ctx, "contact", contact_id=survivor),
        message=_("The contacts have been merged."),
        cancel_url=page_url(ctx, "contact", contact_id=contact_id),
        submit=_("Merge"),
    )
    return handle_form(request, form, editing)
