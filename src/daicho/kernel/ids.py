"""Ids: 63-bit, time-ordered, unique over all processes, 19 digits until 2086.

41 bits of milliseconds since 2017-01-01, 10 bits of a leased node number, 12 bits of sequence. Known before the row is
written, so that parents and children go out in bulk. Document numbers never come from here.
"""

from collections.abc import Callable
from threading import Lock

EPOCH_MILLISECONDS = 1_483_228_800_000
NODES = 1024
_SEQUENCE_LIMIT = 4096


class IdSource:
    """A thread-safe source of ids for one node. `clock` returns milliseconds since 1970."""

    def __init__(self, node: int, clock: Callable[[], int]) -> None:
        assert 0 <= node < NODES, "a node number has 10 bits"
        self._node = node
        self._clock = clock
        self._last = 0
        self._sequence = 0
        self._lock = Lock()

    def next(self) -> int:
        """Return a new id, larger than all earlier ones of this source even if the clock goes back."""
        return self.many(1)[0]

    def many(self, count: int) -> list[int]:
        """Return so many new ids, rising."""
        ids = []
        with self._lock:
            now = self._clock() - EPOCH_MILLISECONDS
            if now > self._last:
                self._last, self._sequence = now, -1
            for _ in range(count):
                self._sequence += 1
                if self._sequence == _SEQUENCE_LIMIT:
                    self._last, self._sequence = self._last + 1, 0
                ids.append(self._last << 22 | self._node << 12 | self._sequence)
        return ids
