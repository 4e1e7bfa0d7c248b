"""Lists, forms and records through the test client."""

from tests.build.contacts import make_contact


def test_pages_answer(window):
    contact_id = make_contact(window.ctx, contact_name="Aozora")
    for path in ("samples/", "samples/new/", f"samples/{contact_id}/", f"samples/{contact_id}/edit/"):
        answer = window.get(path)
        assert answer.status_code == 200, path
