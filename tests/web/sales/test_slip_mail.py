"""The pages from which papers about goods are mailed: one page for all, each with its own letter."""

import pytest

from daicho.platform.mail import mail_about
from daicho.platform.work import reading
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.models import Package, Shipment
from tests.build.returns import Shipped, Sold

WRITTEN = {"to_mail_ids": "a@example.jp", "subject": "件名", "body": "本文", "with_pdf": "on"}


@pytest.fixture
def slips(window):
    """The address and kind of a record of each kind whose paper is mailed."""
    Shipped(window.ctx)
    back = Sold(window.ctx).give_back(2)
    arrived = receive_sales_return(window.ctx, return_id=back, fields={})
    with reading(window.ctx):
        package, shipment = (model.objects.values_list("id", flat=True).get() for model in (Package, Shipment))
    return {
        "packages": ("package", package),
        "shipments": ("shipment", shipment),
        "salesreturns": ("salesreturn", back),
        "salesreturnreceives": ("salesreturnreceive", arrived),
    }


@pytest.mark.parametrize(
    ("module", "title", "is_priced"),
    [
        ("packages", "packing slip", False),
        ("shipments", "delivery note", True),
        ("salesreturns", "return slip", False),
        ("salesreturnreceives", "receipt", False),
    ],
)
def test_a_slip_is_mailed_from_the_page_of_its_record(window, slips, module, title, is_priced):
    entity, record_id = slips[module]
    here = f"{module}/{record_id}/email/"
    form = window.get(here).content.decode()
    assert f"Send the {title} by email" in form
    assert ('name="with_amounts"' in form) is is_priced
    assert 'name="with_pdf"' in form
    refused = window.post(here, {**WRITTEN, "to_mail_ids": "nobody"})
    assert refused.status_code == 422
    assert "本文" in refused.content.decode()
    sent = window.post(here, WRITTEN)
    assert (sent.status_code, sent["Location"]) == (303, window.url(f"{module}/{record_id}/"))
    with reading(window.ctx):
        (letter,) = mail_about(window.ctx, entity=entity, entity_id=record_id)
    assert (letter.to, letter.subject) == ("a@example.jp", "件名")
