"""Tables of taxes."""

from daicho.taxes.models.tax import Tax, TaxAuthority, TaxExemption, TaxGroupMember, TaxRate

__all__ = ["Tax", "TaxAuthority", "TaxExemption", "TaxGroupMember", "TaxRate"]
