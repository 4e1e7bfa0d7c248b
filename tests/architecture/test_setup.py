"""`make setup` does each step once, and again only when it must; copied files carry no loose ends."""

from pathlib import Path

import pytest

from tools import setup
from tools.run_tests import environment, steps
from tools.setup import Step
from tools.vendor_static import icon_names, symbol, without_source_map


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "STAMPS", tmp_path / "stamps")
    (tmp_path / "input").write_text("1")
    return tmp_path


def test_a_step_runs_again_when_its_input_changes_or_its_result_is_gone(root: Path) -> None:
    runs = []

    def make() -> None:
        runs.append(1)
        (root / "result").touch()

    step = Step("a step", ("input",), ("result",), make)
    for _ in range(2):
        setup.perform(step)
    assert len(runs) == 1
    (root / "input").write_text("2")
    setup.perform(step)
    assert len(runs) == 2
    (root / "result").unlink()
    setup.perform(step)
    assert len(runs) == 3


def test_a_failed_step_is_not_taken_for_done(root: Path) -> None:
    (root / "result").touch()

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        setup.perform(Step("a step", ("input",), ("result",), fail))
    assert not list((root / "stamps").glob("*"))


def test_every_step_of_the_setup_reads_files_that_exist() -> None:
    for step in setup.STEPS:
        for pattern in step.reads:
            assert "*" in pattern or (setup.ROOT / pattern).is_file(), pattern


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a{}\n/*# sourceMappingURL=a.css.map */\n", b"a{}\n\n"),
        (b"a{}/*# sourceMappingURL=a.css.map */", b"a{}"),
        (b"f()\n//# sourceMappingURL=a.js.map\n", b"f()\n\n"),
        (b"f('sourceMappingURL=x')", b"f('sourceMappingURL=x')"),
    ],
)
def test_source_maps_are_cut_off(before: bytes, after: bytes) -> None:
    assert without_source_map(before) == after


def test_an_icon_becomes_a_symbol() -> None:
    drawn = symbol("home", '<svg\n  class="icon"\n>\n  <path d="M1 1" />\n</svg>')
    assert drawn.startswith('<symbol id="home" ')
    assert drawn.endswith('><path d="M1 1" /></symbol>')


def test_the_icons_are_sorted_and_named_once() -> None:
    assert icon_names() == sorted(set(icon_names()))


def test_no_test_run_sees_a_real_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://real")
    assert "DATABASE_URL" not in environment(steps()[0], "/tmp/home")
