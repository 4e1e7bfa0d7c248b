"""What a Japanese invoice lacks to entitle its reader to deduct input tax (japan.md 1.3)."""

from collections.abc import Iterable, Sequence

from daicho.kernel.text import noop as _

NO_REGISTRATION = _("The organization's registration number")
NO_ISSUER = _("The organization's name")
NO_RECIPIENT = _("The customer's name")
NO_TAX = _("A tax on every line")
NO_DESCRIPTION = _("A description of every line")


def missing_items(
    *, issuer: str, registration_number: str, recipient: str, lines: Iterable[tuple[str, bool]]
) -> Sequence[str]:
    """Return the msgids of the items that are missing; `lines` are (description, whether a tax is chosen).

    Day, totals by rate and tax by rate are always there: the document computes them.
    """
    rows = list(lines)
    found = {
        NO_ISSUER: not issuer.strip(),
        NO_REGISTRATION: not registration_number.strip(),
        NO_RECIPIENT: not recipient.strip(),
        NO_DESCRIPTION: not all(text.strip() for text, _taxed in rows),
        NO_TAX: not all(taxed for _text, taxed in rows),
    }
    return [item for item, is_missing in found.items() if is_missing]
