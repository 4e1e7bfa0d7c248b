"""What a paper says of the batches and serial numbers of a line."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from daicho.documents.queries._views import LineView
from daicho.kernel.measure import Quantity
from daicho.platform.web.format import Formats
from daicho.stock.queries.batches_of_lines import BatchOfLine


def batch_texts(line: LineView, formats: Formats) -> Iterator[str]:
    """Yield a text for each batch, with its day of expiry and, of several, its quantity; one for all serial numbers."""
    serials = [batch.number for batch in line.batches if batch.is_serial]
    if serials:
        yield _("Serial numbers: %(numbers)s") % {"numbers": ", ".join(serials)}
    batches = [batch for batch in line.batches if not batch.is_serial]
    for batch in batches:
        text = _batch(batch, formats)
        yield f"{text} × {formats.quantity(Quantity(batch.quantity))}" if len(batches) > 1 else text


def _batch(batch: BatchOfLine, formats: Formats) -> str:
    if batch.expires_on is None:
        return _("Batch %(number)s") % {"number": batch.number}
    day = formats.date(batch.expires_on)
    return _("Batch %(number)s (expires %(day)s)") % {"number": batch.number, "day": day}
