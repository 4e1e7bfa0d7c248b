"""Templates of journals as people see them."""

import pytest

from daicho.ledger.queries.list_templates import list_templates
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from tests.build.journals import make_journal

pytestmark = pytest.mark.django_db


def the_template(window):
    with reading(window.ctx):
        (view,) = list_templates(window.ctx, criteria=Criteria()).rows
    return view


def test_a_journal_is_kept_repeated_used_and_deleted(window):
    journal_id = make_journal(window.ctx, notes="家賃")
    assert "家賃" in window.get(f"journals/{journal_id}/keep/").content.decode()
    assert window.post(f"journals/{journal_id}/keep/", {"name": "Rent"}).status_code == 303
    assert window.post(f"journals/{journal_id}/keep/", {"name": "Rent"}).status_code == 422
    path = f"journaltemplates/{the_template(window).template_id}/"
    form = {"name": "Rent", "repeat_every": "1", "repeat_unit": "month", "start_date": "2026-12-31"}
    assert window.post(path, {**form, "start_date": ""}).status_code == 422
    assert window.post(path, form).status_code == 303
    assert str(the_template(window).next_date) == "2026-12-31"
    assert "Every month" in window.get("journaltemplates/").content.decode()
    assert "2026/12/31" in window.get(path).content.decode()
    used = window.post(f"{path}use/")
    assert "/edit/" in used["Location"]
    assert window.post(f"{path}delete/").status_code == 303
    assert window.get(path).status_code == 404
