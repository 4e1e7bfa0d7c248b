"""Benchmarks register here; each measures ours and a reference in the same run.

    @benchmark("list_items")
    def list_items() -> Measurement:
        small, large = build(1_000), build(100_000)
        return compare(ours=lambda: show(large), reference=lambda: show(small))

A benchmark runs in a process of its own engine, on a migrated and empty database. What counts is the ratio.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ENGINES = ("sqlite", "postgresql")
REPETITIONS = 15


@dataclass(frozen=True)
class Measurement:
    """Two medians of the same run, in the same unit."""

    ours: float
    reference: float
    unit: str = "ms"


Benchmark = Callable[[], Measurement]
REGISTERED: dict[str, tuple[Benchmark, tuple[str, ...]]] = {}


def benchmark(name: str, *, engines: tuple[str, ...] = ENGINES) -> Callable[[Benchmark], Benchmark]:
    """Register the decorated function under `name` for these engines."""

    def register(function: Benchmark) -> Benchmark:
        assert name not in REGISTERED, name
        REGISTERED[name] = (function, engines)
        return function

    return register


def compare(ours: Callable[[], object], reference: Callable[[], object], repetitions: int = REPETITIONS) -> Measurement:
    """Return the medians in milliseconds of both, called in turn so that a slow moment hits both; one warm-up each."""
    times: tuple[list[float], list[float]] = ([], [])
    for repetition in range(repetitions + 1):
        for column, function in zip(times, (ours, reference), strict=True):
            started = time.perf_counter()
            function()
            if repetition:
                column.append((time.perf_counter() - started) * 1000)
    return Measurement(statistics.median(times[0]), statistics.median(times[1]))
