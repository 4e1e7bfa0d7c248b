"""Merging contacts that are one and the same."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.contacts.commands._snapshot import snapshot
from daicho.contacts.commands.locks import locked_contacts
from daicho.contacts.core.rules import MERGE_OF_CURRENCIES, MERGE_OF_TYPES, MERGE_WITH_ITSELF
from daicho.contacts.models import Address, Contact, Person
from daicho.contacts.queries._uses import contact_uses
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, missing
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def merge_contacts(ctx: Ctx, *, contact_id: int, merged_ids: Sequence[int]) -> None:
    """Let the contact `contact_id` take the place of the others: their documents, persons and addresses become its own.

    The others disappear from lists; a row of them stays only for entries that can never be changed. Raises NotFound,
    InvalidInput without others, RuleBroken (4102 to 4104) for different types or currencies, or a merge with itself.
    """
    ctx.require("contacts.edit")
    ctx.require("contacts.delete")
    with unit_of_work(ctx) as unit:
        if not merged_ids:
            raise InvalidInput([missing("contact_ids")])
        rows = locked_contacts(ctx, [contact_id, *merged_ids])
        survivor = rows.pop(contact_id)
        _check(survivor, rows, merged_ids)
        for merged_id in rows:
            before = snapshot(merged_id)
            _move_references(ctx, merged_id, contact_id)
            _move_parts(survivor, merged_id)
            unit.record("contact", merged_id, "merged", before=before, after={"merged_into": contact_id})
        Contact.objects.filter(merged_into_id__in=list(rows)).update(merged_into=survivor)
        Contact.objects.filter(id__in=list(rows)).update(merged_into=survivor, is_active=False, modified_at=ctx.now)
        Contact.objects.filter(id=contact_id).update(modified_at=ctx.now)
        unit.record(
            "contact",
            contact_id,
            "merged",
            before={"contacts": []},
            after={"contacts": [row.name for row in rows.values()]},
        )


def _check(survivor: Contact, others: dict[int, Contact], merged_ids: Sequence[int]) -> None:
    if survivor.id in merged_ids:
        raise RuleBroken(MERGE_WITH_ITSELF, _("A contact cannot be merged with itself."))
    for row in others.values():
        if row.contact_type != survivor.contact_type:
            raise RuleBroken(MERGE_OF_TYPES, _("A customer and a vendor cannot be merged."))
        if row.currency_code != survivor.currency_code:
            raise RuleBroken(MERGE_OF_CURRENCIES, _("Contacts with different currencies cannot be merged."))


def _move_references(ctx: Ctx, merged_id: int, contact_id: int) -> None:
    """Let everything that names one contact name the other, in whatever package (config/wiring.py)."""
    for use in contact_uses():
        use.move(ctx, merged_id, contact_id)
    for path in settings.DAICHO_CONTACT_MOVES:
        import_string(path)(ctx, source_id=merged_id, target_id=contact_id)


def _move_parts(survivor: Contact, merged_id: int) -> None:
    """Give the survivor the other's persons behind its own, and its addresses, additional where the role is taken."""
    last = Person.objects.filter(contact=survivor).count()
    persons = list(Person.objects.filter(contact_id=merged_id).order_by("-is_primary", "position", "id"))
    for position, person in enumerate(persons, start=last):
        person.contact, person.position, person.is_primary = survivor, position, position == 0
    Person.objects.bulk_update(persons, ["contact", "position", "is_primary"])
    taken = set(Address.objects.filter(contact=survivor).values_list("role", flat=True))
    addresses = list(Address.objects.filter(contact_id=merged_id))
    for address in addresses:
        address.contact = survivor
        address.role = "additional" if address.role in taken else address.role
    Address.objects.bulk_update(addresses, ["contact", "role"])
