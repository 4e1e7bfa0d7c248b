"""The lint rules that the house relies on are switched on."""

import subprocess
import sys

import pytest

BAD = {
    "a public function without docstring": ("D103", '"""Module."""\n\n\ndef total() -> int:\n    return 1\n'),
    "a naive clock": ("DTZ005", '"""Module."""\n\nimport datetime\n\nNOW = datetime.datetime.now()\n'),
    "signals": ("TID251", '"""Module."""\n\nfrom django.db.models.signals import post_save\n\nX = post_save\n'),
    "floats written as JSON": ("TID251", '"""Module."""\n\nimport json\n\nX = json.dumps(1)\n'),
    "a boolean trap": ("FBT001", '"""Module."""\n\n\ndef close(at_once: bool) -> None:\n    """Close."""\n'),
    "a sentence built before translation": ("INT001", '"""Module."""\n\nX = _(f"{1} rows")\n'),
    "print": ("T201", '"""Module."""\n\nprint("x")\n'),
    "relative import": ("TID252", '"""Module."""\n\nfrom . import x\n\nY = x\n'),
}


@pytest.mark.parametrize("name", BAD)
def test_refuses(name: str) -> None:
    code, text = BAD[name]
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format=concise"]
    command += ["--stdin-filename", "src/daicho/sales/core/example.py", "-"]
    result = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert f" {code} " in result.stdout
