"""A sign of life on a terminal for work that takes longer than a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from threading import Event, Thread

_WIDTH = 20
_PAUSE_SECONDS = 0.1
_FIRST_SECONDS = 1


_SAID_EVERY_SECONDS = 15


class Progress:
    """How far the work has come; None where nobody knows."""

    def __init__(self, label: str) -> None:
        """Begin to count the seconds of the work called `label`."""
        self.label = label
        self.part: Decimal | None = None
        self.started = time.monotonic()
        self._said = self.started

    def told(self, part: Decimal) -> None:
        """Note that so much of the work is done (0 to 1); where nobody draws it, a line says so from time to time."""
        self.part = part
        if not sys.stderr.isatty() and time.monotonic() - self._said > _SAID_EVERY_SECONDS:
            self._said = time.monotonic()
            print(f"{self.label}: {part:.0%}", file=sys.stderr, flush=True)


@contextmanager
def progress(label: str) -> Iterator[Callable[[Decimal], None]]:
    """Show a bar and the seconds that have passed on standard error while the body runs, if it is a terminal.

    The bar moves, or is filled by the part that the body tells; without a terminal a line says it now and then.
    """
    state = Progress(label)
    if not sys.stderr.isatty():
        yield state.told
        return
    stop = Event()
    thread = Thread(target=_draw, args=(state, stop), daemon=True)
    thread.start()
    try:
        yield state.told
    finally:
        stop.set()
        thread.join()


def _draw(state: Progress, stop: Event) -> None:
    if stop.wait(_FIRST_SECONDS):
        return
    step = 0
    while not stop.wait(_PAUSE_SECONDS):
        seconds = time.monotonic() - state.started
        print(f"\r{state.label} {_bar(state.part, step)} {seconds:.0f} s ", end="", file=sys.stderr, flush=True)
        step += 1
    print("\r" + " " * (len(state.label) + _WIDTH + 18) + "\r", end="", file=sys.stderr, flush=True)


def _bar(part: Decimal | None, step: int) -> str:
    if part is None:
        place = step % _WIDTH
        return "·" * place + "█" + "·" * (_WIDTH - 1 - place)
    filled = int(part * _WIDTH)
    return "█" * filled + "·" * (_WIDTH - filled) + f" {part:4.0%}"
