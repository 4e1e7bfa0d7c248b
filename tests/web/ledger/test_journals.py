"""Journals and locks as people see them."""

import re
from datetime import date

import pytest

from daicho.ledger.queries.journal_detail import journal_detail
from daicho.ledger.queries.journal_tax_choices import journal_tax_choices
from daicho.platform.work import reading
from daicho.taxes.commands.set_tax_active import set_tax_active
from tests.build.journals import accounts_by_key, make_journal

pytestmark = pytest.mark.django_db


def typed(window, debit="1,200", credit="1200", **more):
    """Return the fields of the form with two lines and an empty one."""
    keys = accounts_by_key(window.ctx)
    form = {
        "date": "2026-11-10",
        "currency_code": "JPY",
        "journal_type": "both",
        "line": ["na1", "nb2", "nc3"],
        "line-na1-account_id": str(keys["bad_debt"]),
        "line-na1-debit": debit,
        "line-nb2-account_id": str(keys["sales_default"]),
        "line-nb2-credit": credit,
    }
    return {**form, **more}


def test_a_journal_is_written_and_shown_with_its_entries(window):
    made = window.post("journals/new/", typed(window, notes="家賃"))
    assert made.status_code == 303
    page = window.client.get(made["Location"]).content.decode()
    assert "00001" in page
    assert "¥1,200" in page
    entries = window.client.get(made["Location"], {"tab": "entries"}).content.decode()
    assert entries.count("¥1,200") >= 4
    assert "00001" in window.get("journals/").content.decode()


def ten_percent(window):
    with reading(window.ctx):
        return next(choice.tax_id for choice in journal_tax_choices(window.ctx) if "10" in choice.name)


def test_tax_is_summed_while_typing_and_booked(window):
    tax_id = ten_percent(window)
    form = typed(window, credit="1320", **{"line-na1-tax": f"purchase:{tax_id}"})
    totals = window.post("journals/totals/", form).content.decode()
    assert "¥120" in totals
    assert totals.count("¥1,320") == 2
    assert "¥1,200" not in totals
    included = window.post("journals/totals/", {**form, "is_inclusive_tax": "on"}).content.decode()
    assert "¥109" in included
    assert window.post("journals/totals/", {**form, "line-na1-tax": "purchase:77"}).status_code == 200
    assert (
        window.post("journals/totals/", {**form, "line-na1-tax": "nothing:at all", "date": "soon"}).status_code == 200
    )
    made = window.post("journals/new/", form)
    page = window.client.get(made["Location"]).content.decode()
    assert page.count("¥1,320") >= 3
    edit = window.client.get(f"{made['Location']}edit/").content.decode()
    assert f'<option value="purchase:{tax_id}" selected>' in edit
    refused = window.post("journals/new/", {**form, "line-na1-tax": "purchase:77"})
    assert refused.status_code == 422


def test_a_tax_that_is_inactive_by_now_stays_on_the_form(window):
    tax_id = ten_percent(window)
    form = typed(window, credit="1320", **{"line-na1-tax": f"purchase:{tax_id}"})
    made = window.post("journals/new/", form)["Location"]
    set_tax_active(window.ctx, tax_id=tax_id, is_active=False)
    edit = window.client.get(f"{made}edit/").content.decode()
    assert f'<option value="purchase:{tax_id}" selected>' in edit
    key = re.findall(r'name="line" value="(\d+)"', edit)[0]
    changed = {name.replace("na1", key): value for name, value in form.items()} | {"line": [key, "nb2"], "notes": "x"}
    assert window.client.post(f"{made}edit/", changed).status_code == 303


def test_a_draft_is_published_reversed_and_cloned(window):
    draft = make_journal(window.ctx, is_draft=True)
    assert window.post(f"journals/{draft}/publish/").status_code == 303
    reversal = window.post(f"journals/{draft}/reverse/", {"day": "2026-12-01"})
    assert reversal.status_code == 303
    with reading(window.ctx):
        view = journal_detail(window.ctx, journal_id=draft)
    assert str(view.reversed_by_id) in reversal["Location"]
    clone = window.post(f"journals/{draft}/clone/")
    assert "edit" in clone["Location"]
    assert window.client.get(clone["Location"]).status_code == 200
    assert window.get(f"journals/{draft}/").status_code == 200


def test_what_was_typed_stays_where_it_does_not_balance(window):
    answer = window.post("journals/new/", typed(window, credit="1100"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "100 JPY" in page
    assert 'value="1,200"' in page
    answer = window.post("journals/new/", typed(window, **{"line-na1-account_id": "", "line-nb2-debit": "5"}))
    assert answer.status_code == 422
    assert answer.content.decode().count("field-error") >= 1


def test_the_server_adds_up_both_sides(window):
    page = window.post("journals/totals/", typed(window, credit="200")).content.decode()
    assert re.search(r"data-difference>¥1,000<", page)
    assert window.post("journals/totals/", {"line": "x!", "currency_code": "<b>"}).status_code == 200
    assert "data-line" in window.get("journals/row/").content.decode()


def test_only_what_changed_is_posted_again(window):
    journal_id = make_journal(window.ctx)
    page = window.get(f"journals/{journal_id}/edit/")
    rows = [row.key for row in page.context["form"].rows]
    with reading(window.ctx):
        lines = journal_detail(window.ctx, journal_id=journal_id).lines
    assert rows[:2] == [str(line.line_id) for line in lines]
    form = typed(window, date="2026-11-11", line=rows)
    for key, line, side in zip(rows, lines, ("debit", "credit"), strict=False):
        form |= {f"line-{key}-account_id": str(line.account_id), f"line-{key}-{side}": "1000"}
    assert window.post(f"journals/{journal_id}/edit/", form).status_code == 303
    with reading(window.ctx):
        view = journal_detail(window.ctx, journal_id=journal_id)
    assert view.day == date(2026, 11, 11)
    assert [line.line_id for line in view.lines] == [line.line_id for line in lines]


def test_locks_are_set_and_stop_the_form(window):
    assert window.get("settings/locks/").status_code == 200
    assert window.get("settings/locks/9/").status_code == 404
    done = window.post("settings/locks/0/", {"transaction_lock_date": "2026-11-10", "reason": "月次"})
    assert done.status_code == 303
    answer = window.post("journals/new/", typed(window))
    assert answer.status_code == 422
    assert "2026-11-10" in answer.content.decode()
    opened = window.post(
        "settings/locks/0/open/", {"start_date": "2026-11-10", "end_date": "2026-11-10", "reason": "監査"}
    )
    assert opened.status_code == 303
    assert window.post("journals/new/", typed(window)).status_code == 303
    assert window.post("settings/locks/0/remove/").status_code == 303
    assert window.post("settings/locks/0/remove/").status_code in {303, 404}


def test_pages_ask_few_questions(window, django_assert_max_num_queries):
    journal_id = make_journal(window.ctx)
    with django_assert_max_num_queries(16):
        window.get(f"journals/{journal_id}/")
    with django_assert_max_num_queries(12):
        window.get("journals/")


def test_a_journal_is_printed(window):
    journal_id = make_journal(window.ctx, notes="家賃 #show 11月")
    answer = window.get(f"journals/{journal_id}/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert window.get("journals/77/pdf/").status_code == 404
