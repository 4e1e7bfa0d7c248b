"""The sign-in page of a database that holds the demo says how to enter."""

from dataclasses import replace

import pytest
from django.test import Client

from daicho.kernel.context import system_actor
from daicho.processes.commands.load_demo import load_demo
from daicho.processes.demo.people import OWNER, PASSWORD
from tests.build.context import context
from tests.build.organization import make_person


@pytest.mark.django_db
def test_only_a_demo_database_tells_how_to_enter():
    assert PASSWORD not in Client().get("/account/login/").content.decode()
    load_demo(replace(context(0), actor=system_actor()))
    text = Client().get("/account/login/").content.decode()
    assert PASSWORD in text
    assert OWNER.email in text


@pytest.mark.django_db
def test_a_person_with_an_address_of_the_demo_makes_no_demo():
    make_person(OWNER.email)
    assert PASSWORD not in Client().get("/account/login/").content.decode()
