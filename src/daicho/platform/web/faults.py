"""How a fault of the program is written down: on the error stream, with the number that its page tells."""

import logging


class FaultFormatter(logging.Formatter):
    """The record with its traceback, after the id of the request that `name_request` gave it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of the record."""
        request_id = getattr(getattr(record, "request", None), "request_id", "")
        text = super().format(record)
        return f"request {request_id}: {text}" if request_id else text
