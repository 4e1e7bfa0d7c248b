"""Registration of a contact as qualified-invoice issuer (japan.md 1.5); its number's rules lie with organizations."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

RegistrationStatus = Literal["registered", "unregistered", "unknown"]
STATUSES: tuple[RegistrationStatus, ...] = ("registered", "unregistered", "unknown")


def default_status(number: str) -> RegistrationStatus:
    """Return the status of a contact for which none is given: registered with a number, else unknown."""
    return "registered" if number else "unknown"


@dataclass(frozen=True, slots=True)
class Registration:
    """A contact's registration; `start` and `end` bound the days on which it holds (None: open)."""

    number: str
    status: str
    start: date | None = None
    end: date | None = None

    def status_on(self, day: date) -> str:
        """Return the status on the day of a transaction (REG-05): unregistered before `start` and after `end`."""
        if self.status != "registered":
            return self.status
        begun = self.start is None or self.start <= day
        lasting = self.end is None or day <= self.end
        return "registered" if begun and lasting else "unregistered"
