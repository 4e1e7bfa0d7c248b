"""One form sent twice at the same moment saves once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from daicho.contacts.queries.contact_list import contact_list
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from tests.build.organization import make_organization, make_person
from tests.web.conftest import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def test_a_form_sent_twice_at_once_saves_once(settings):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    settings.ROOT_URLCONF = "tests.web.urls"
    user_id = make_person()
    ctx = make_organization(user_id=user_id)
    clients = [signed_in(user_id) for _number in range(3)]
    start = Barrier(len(clients))
    form = {"contact_name": "Aozora", "contact_type": "customer", "form_token": "the same"}

    def send(client):
        try:
            start.wait()
            return client.post(f"/books/{ctx.organization_id}/samples/new/", form)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(send, clients))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == 1
    with reading(ctx):
        assert len(contact_list(ctx, criteria=Criteria()).rows) == 1
