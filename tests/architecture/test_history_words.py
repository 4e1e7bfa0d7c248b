"""What people did is told in words: every action that a command records is one that the history can say."""

import ast
from pathlib import Path

from daicho.platform.web.history import ACTIONS

SOURCE = Path(__file__).resolve().parents[2] / "src" / "daicho"


def recorded_actions():
    """Yield every action that stands literally in a call of `unit.record`."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="record"), args=[_, _, ast.Constant(value=str(action))]):
                    yield action, path.relative_to(SOURCE)


def test_every_recorded_action_has_a_word():
    found = dict(recorded_actions())
    assert len(found) > 20
    assert {action: str(path) for action, path in found.items() if action.replace("_", " ") not in ACTIONS} == {}
