"""Proof that the books say what journals written by hand say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.ledger.line_taxes import tax_shares
from daicho.ledger.models import JournalLine, ManualJournal, ManualJournalLine
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.verification import Mismatch

Key = tuple[int, date, int, int, str]
"""(journal, day, account, contact, currency)."""


def verify_journals(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every line of a published journal that the books lack, and every line they have of none.

    A journal for the cash basis only is not in the books, which are kept on the accrual basis.
    """
    counting = {"journal__state": ManualJournal.State.PUBLISHED, "journal__journal_type": "both"}
    said = ManualJournalLine.objects.filter(**counting).annotate(contact=Coalesce("contact_id", 0))
    wanted = _sums(
        said.values_list("journal_id", "journal__date", "account_id", "contact", "journal__currency_code"),
        "base_amount_minor",
        "amount_minor",
    )
    _add_taxes(ctx, wanted, said)
    booked = JournalLine.objects.filter(entry__source_kind="journal").annotate(journal=F("entry__source_id"))
    posted = _sums(
        booked.values_list("journal", "day", "account_id", "contact_id", "currency_code"),
        "amount_minor",
        "currency_amount_minor",
    )
    for key in sorted(wanted.keys() | posted.keys()):
        if wanted[key] != posted[key]:
            record = f"journal {key[0]}, {key[1]}, account {key[2]}, contact {key[3]}"
            yield Mismatch("journal", record, f"the books say {posted[key]}, the journal {wanted[key]}")


def _add_taxes(ctx: Ctx, sums: dict[Key, tuple[int, int]], said: Any) -> None:
    """Add the taxes of lines to the sums: in their accounts, or with their lines."""
    profile = organization_profile(ctx)
    columns = ("journal_id", "journal__date", "account_id", "contact", "journal__currency_code", "taxes")
    for journal, day, account, contact, currency, taxes in said.exclude(taxes="[]").values_list(*columns):
        for share in tax_shares(taxes):
            apart = share.account_id and not profile.is_tax_in_lines(day)
            place = (share.account_id, 0) if apart else (account, contact)
            key = (journal, day, *place, currency)
            base, own = sums[key]
            sums[key] = (base + share.base, own + share.own)


def _sums(rows: Any, base: str, own: str) -> dict[Key, tuple[int, int]]:
    """Return the sums in base currency and in `own` currency by key; what comes to nothing is left out."""
    sums: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found: Iterable[Any] = rows.annotate(base_sum=Sum(base), own_sum=Sum(own)).order_by()
    for *key, in_base, in_own in found:
        if in_base or in_own:
            journal, day, account, contact, currency = key
            sums[journal, day, account, contact, currency] = int(in_base), int(in_own)
    return sums
