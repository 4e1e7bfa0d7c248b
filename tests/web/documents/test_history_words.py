"""The history names what was changed in the person's language: whatever the audit trail keeps of a document."""

import re

import pytest
from django.utils.translation import override

from daicho.documents.commands._rows import _HEADER, _OF_SOME
from daicho.documents.web.detail import _LABELS
from daicho.platform.web.history import FIELDS, changed_fields
from daicho.purchases.kinds import BILL, PURCHASE_ORDER, VENDOR_CREDIT
from daicho.sales.kinds import CREDIT_NOTE, ESTIMATE, INVOICE, SALES_ORDER

KINDS = (ESTIMATE, SALES_ORDER, INVOICE, CREDIT_NOTE, PURCHASE_ORDER, BILL, VENDOR_CREDIT)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.entity)
def test_each_value_that_is_kept_of_a_document_has_a_name_in_japanese(kind):
    settled = ("applied_minor",) if kind.settling else ()
    names = (*_HEADER, *_OF_SOME[:1], *kind.extra, *settled)
    with override("ja"):
        said = {name: changed_fields(f'{{"{name}": 1}}', f'{{"{name}": 2}}', _LABELS) for name in names}
    assert {name for name, text in said.items() if not re.search("[぀-ヿ一-鿿]", text)} == set()


def test_two_values_of_one_name_are_told_once():
    before, after = '{"packed_micro": 1, "packed_status": "a"}', '{"packed_micro": 2, "packed_status": "b"}'
    assert changed_fields(before, after, {}) == FIELDS["packed_micro"] == FIELDS["packed_status"] == "Packed"
