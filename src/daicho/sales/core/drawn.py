"""How much of what was paid on a retainer is used."""

from daicho.documents.core.marks import mark_of


def drawn_mark(paid: int, drawn: int) -> str:
    """Return "" (nothing is used of what was paid), "partially_drawn" or "drawn"; amounts in minor units."""
    return mark_of([drawn], "drawn", done=lambda used: used, rest=lambda used: paid - used)
