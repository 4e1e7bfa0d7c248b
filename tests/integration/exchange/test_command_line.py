"""`daicho import` and `daicho demo`."""

from collections.abc import Callable

import pytest

from daicho.config.command_line import build_parser
from daicho.processes.demo.people import OWNER, PASSWORD
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db
Run = Callable[..., int]


@pytest.fixture
def run() -> Run:
    def command(*words: object) -> int:
        arguments = build_parser().parse_args([str(word) for word in words])
        return int(arguments.run(arguments))

    return command


def test_a_file_is_imported_or_only_checked(run, tmp_path, capsys):
    make_organization()
    file = tmp_path / "取引先.csv"
    file.write_bytes("取引先名,区分\n株式会社青葉,顧客\n".encode("cp932"))
    assert run("import", "contacts", file, "--dry-run") == 0
    assert "1 would be created" in capsys.readouterr().out
    assert run("import", "contacts", file) == 0
    assert "1 created" in capsys.readouterr().out
    assert run("import", "contacts", file, "--existing", "skip") == 0
    assert "0 created, 0 updated, 1 left as they are" in capsys.readouterr().out


def test_every_fault_has_its_line(run, tmp_path, capsys):
    make_organization()
    file = tmp_path / "items.csv"
    file.write_text("Item name,Rate\nTea,x\n,5\n")
    assert run("import", "items", file) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "row 2, Rate: 'x' is not a number."
    assert len(told) == 3


def test_with_several_organizations_one_is_named(run, tmp_path, capsys):
    first, _second = make_organization(), make_organization(name="Other")
    file = tmp_path / "items.csv"
    file.write_text("Item name\nTea\n")
    assert run("import", "items", file) == 1
    assert "Other" in capsys.readouterr().err
    assert run("import", "items", file, "--organization", first.organization_id) == 0


def test_the_demo_says_how_to_enter(run, capsys):
    assert run("demo", "--history", "small") == 0
    assert PASSWORD in capsys.readouterr().out
    assert run("demo") == 0
    told = capsys.readouterr().out
    assert "already" in told
    assert OWNER.email in told
    assert run("demo", "--if-empty") == 0
    assert capsys.readouterr().out == ""
