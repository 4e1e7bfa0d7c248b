"""Small charts of the home page: places and sizes in an SVG drawing, so that a page needs no script to show them."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 1000
"""Height of a drawing of columns; its width is `WIDTH` for each of them, whatever the size on the screen."""
WIDTH = 120
_GAP, _LEAST = 14, 8


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar; `series` is the place of what it stands for in the legend."""

    x: int
    y: int
    width: int
    height: int
    series: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a drawing that says something and leads somewhere: the strip from `x`, and the bar in it."""

    title: str
    url: str
    x: int
    width: int
    bar: Rect


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing that `label` names. `labels` stand below it at equal distances, `legend` tells what the bars are.

    `is_stack`: one bar of several parts instead of columns.
    """

    label: str
    width: int
    height: int
    zero: int
    marks: tuple[Mark, ...]
    labels: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    is_stack: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """What the bars of one colour stand for: its name, and for each column the size, the words and the address."""

    name: str
    values: Sequence[int]
    titles: Sequence[str]
    urls: Sequence[str]


def column_chart(label: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """Return columns side by side, one of each series over each of `labels`; negative ones hang below the line."""
    values = [value for one in series for value in one.values]
    top, bottom = max([0, *values]), min([0, *values])
    zero = HEIGHT * top // (top - bottom) if top > bottom else HEIGHT
    thick = (WIDTH - 2 * _GAP) // len(series)
    marks = []
    for place in range(len(labels)):
        for number, one in enumerate(series):
            value = one.values[place]
            size = max(HEIGHT * abs(value) // (top - bottom), _LEAST) if value else 0
            x = WIDTH * place + _GAP + thick * number
            bar = Rect(x, max(zero - size, 0) if value > 0 else min(zero, HEIGHT - size), thick - 6, size, number)
            strip = (WIDTH * place + (_GAP + thick * number if number else 0), thick + (0 if number > 0 else _GAP))
            marks.append(Mark(one.titles[place], one.urls[place], *strip, bar))
    legend = tuple(one.name for one in series) if len(series) > 1 else ()
    return Chart(label, WIDTH * len(labels), HEIGHT, zero, tuple(marks), tuple(labels), legend)


def stack_chart(label: str, series: Sequence[Series]) -> Chart | None:
    """Return one bar with the first value of each series as a part of it; None where all are zero or less."""
    sizes = [max(one.values[0], 0) for one in series]
    whole = sum(sizes)
    if not whole:
        return None
    marks, before = [], 0
    for number, (one, size) in enumerate(zip(series, sizes, strict=True)):
        start, end = HEIGHT * before // whole, HEIGHT * (before + size) // whole
        before += size
        if end > start:
            bar = Rect(start, 0, max(end - start - 4, 1), 100, number)
            marks.append(Mark(one.titles[0], one.urls[0], start, end - start, bar))
    return Chart(label, HEIGHT, 100, 100, tuple(marks), legend=tuple(one.name for one in series), is_stack=True)
