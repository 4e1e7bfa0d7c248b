"""A sign of life on a terminal for work that takes longer than a second."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

_WIDTH = 20
_PAUSE_SECONDS = 0.1
_FIRST_SECONDS = 1


@contextmanager
def progress(label: str) -> Iterator[None]:
    """Show a moving bar and the seconds that have passed on standard error while the body runs, if it is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    stop = Event()
    thread = Thread(target=_draw, args=(label, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _draw(label: str, stop: Event) -> None:
    started = time.monotonic()
    if stop.wait(_FIRST_SECONDS):
        return
    step = 0
    while not stop.wait(_PAUSE_SECONDS):
        place = step % _WIDTH
        bar = "·" * place + "█" + "·" * (_WIDTH - 1 - place)
        print(f"\r{label} {bar} {time.monotonic() - started:.0f} s", end="", file=sys.stderr, flush=True)
        step += 1
    print("\r" + " " * (len(label) + _WIDTH + 12) + "\r", end="", file=sys.stderr, flush=True)
