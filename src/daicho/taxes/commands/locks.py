"""Rows that commands of this package change."""

from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.taxes.models import Tax, TaxAuthority, TaxExemption


def locked_tax(tax_id: int, *, group: bool = False) -> Tax:
    """Return a tax (or a group) for changing. Raises NotFound."""
    rows = Tax.objects.select_for_update().filter(id=tax_id)
    row = (rows.filter(tax_type="tax_group") if group else rows.exclude(tax_type="tax_group")).first()
    if row is None:
        raise NotFound(_("Tax group does not exist.") if group else _("Tax does not exist."))
    return row


def locked_authority(authority_id: int) -> TaxAuthority:
    """Return a tax authority for changing. Raises NotFound."""
    row = TaxAuthority.objects.select_for_update().filter(id=authority_id).first()
    if row is None:
        raise NotFound(_("Tax authority does not exist."))
    return row


def locked_exemption(exemption_id: int) -> TaxExemption:
    """Return a tax exemption for changing. Raises NotFound."""
    row = TaxExemption.objects.select_for_update().filter(id=exemption_id).first()
    if row is None:
        raise NotFound(_("Tax exemption does not exist."))
    return row
