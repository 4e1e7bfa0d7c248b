"""Tables of imports."""

from daicho.exchange.models.batch import ImportBatch, ImportedRecord

__all__ = ["ImportBatch", "ImportedRecord"]
