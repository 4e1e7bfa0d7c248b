"""Batches and serial numbers on adjustments, transfer orders and assemblies: what lines name, keep and lose."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.kernel.measure import MICRO
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.change_adjustment_state import change_adjustment_state
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.create_assembly import create_assembly
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.commands.delete_assembly import delete_assembly
from daicho.stock.commands.delete_transfers import delete_transfers
from daicho.stock.commands.update_adjustment import update_adjustment
from daicho.stock.commands.update_assembly import update_assembly
from daicho.stock.commands.update_transfer import update_transfer
from daicho.stock.core.approval import Action
from daicho.stock.core.batches import PIECE, NamedBatch
from daicho.stock.models import BatchLine
from daicho.stock.queries.adjustment_detail import adjustment_detail
from daicho.stock.queries.assembly_detail import assembly_detail
from daicho.stock.queries.batches_on_hand import batches_on_hand
from daicho.stock.queries.locations import locations
from daicho.stock.queries.transfer_detail import transfer_detail
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(opening_date=date(2026, 1, 1))


@pytest.fixture
def flour(ctx):
    return make_item(ctx, "Flour", tracking="batch")


def _named(**batches):
    return [NamedBatch(quantity * MICRO, number=number) for number, quantity in batches.items()]


def _adjust(ctx, *lines, is_draft=False, **fields):
    given = {"date": date(2026, 3, 1), "reason": "棚卸", "lines": list(lines), **fields}
    return create_adjustment(ctx, fields=given, is_draft=is_draft)


def _line(item_id, quantity, batches=None, **fields):
    return {"item_id": item_id, "quantity": Decimal(quantity), "batches": batches, **fields}


def _shown(ctx, adjustment_id):
    with reading(ctx):
        return adjustment_detail(ctx, adjustment_id=adjustment_id)


def _there(ctx, *items):
    with reading(ctx):
        return {batch.number: batch.quantity // MICRO for batch in batches_on_hand(ctx, item_ids=items)}


def _names(line):
    return [(batch.number, batch.quantity // MICRO) for batch in line.batches]


def test_a_draft_may_name_less_than_its_line_and_counts_only_when_all_is_named(ctx, flour):
    draft = _adjust(ctx, _line(flour, 5, _named(A=2), rate=Decimal(10)), is_draft=True)
    (line,) = _shown(ctx, draft).lines
    assert (_names(line), line.total.minor) == ([("A", 2)], 50)
    with pytest.raises(RuleBroken) as refused:
        change_adjustment_state(ctx, adjustment_id=draft, action=Action.ADJUST)
    assert refused.value.code == 4959
    more = {"line_id": line.line_id, "item_id": flour, "quantity": Decimal(5), "rate": Decimal(10)}
    update_adjustment(ctx, adjustment_id=draft, fields={"lines": [{**more, "batches": _named(A=2, B=3)}]})
    change_adjustment_state(ctx, adjustment_id=draft, action=Action.ADJUST)
    assert _there(ctx, flour) == {"A": 2, "B": 3}
    assert verify(ctx) == []


def test_lines_that_do_not_tell_their_batches_keep_them_and_those_that_tell_none_lose_them(ctx, flour):
    made = _adjust(ctx, _line(flour, 5, _named(A=5), rate=Decimal(10)))
    (line,) = _shown(ctx, made).lines
    same = {"line_id": line.line_id, "item_id": flour, "quantity": Decimal(5), "rate": Decimal(12)}
    update_adjustment(ctx, adjustment_id=made, fields={"lines": [same]})
    (line,) = _shown(ctx, made).lines
    assert (_names(line), line.total.minor) == ([("A", 5)], 60)
    update_adjustment(ctx, adjustment_id=made, fields={"description": "counted twice"})
    assert _there(ctx, flour) == {"A": 5}
    with pytest.raises(RuleBroken):
        update_adjustment(ctx, adjustment_id=made, fields={"lines": [{**same, "batches": []}]})
    rice = make_item(ctx, "Rice", tracking="batch")
    with pytest.raises(RuleBroken):  # the batch was one of flour
        update_adjustment(ctx, adjustment_id=made, fields={"lines": [{**same, "item_id": rice}]})
    update_adjustment(ctx, adjustment_id=made, fields={"lines": [_line(flour, 2, _named(B=2), rate=Decimal(10))]})
    assert _there(ctx, flour) == {"A": 0, "B": 2}
    with reading(ctx):
        assert not BatchLine.objects.filter(line_id=line.line_id, quantity_micro__gt=0).exists()
    assert verify(ctx) == []


def test_only_goods_that_come_in_make_batches(ctx):
    flour = make_item(ctx, "Flour", tracking="batch", negative_stock="block")
    with pytest.raises(InvalidInput) as refused:
        _adjust(ctx, _line(flour, -1, _named(A=1)))
    assert refused.value.errors[0].field == "line_items[0].batches[0].batch_number"
    _adjust(ctx, _line(flour, 5, _named(A=5), rate=Decimal(10)), _line(flour, -1, _named(A=1)))
    assert _there(ctx, flour) == {"A": 4}
    with pytest.raises(RuleBroken) as short:
        _adjust(ctx, _line(flour, -5, _named(A=5)), date=date(2026, 3, 2))
    assert (short.value.code, short.value.parameters["item"]) == (4953, "Flour (A)")


def test_a_change_of_value_is_shared_by_the_batches_that_it_names(ctx, flour):
    _adjust(ctx, _line(flour, 4, _named(A=3, B=1), rate=Decimal(100)))
    line = {"item_id": flour, "value": Decimal(-40), "batches": _named(A=3, B=1)}
    value = _adjust(ctx, line, adjustment_type="value", date=date(2026, 3, 2))
    assert _shown(ctx, value).total.minor == -40
    lost = _adjust(ctx, _line(flour, -1, _named(B=1)), date=date(2026, 3, 3))
    assert _shown(ctx, lost).total.minor == -90
    assert verify(ctx) == []


def test_serial_numbers_are_of_one_piece_each(ctx):
    phone = make_item(ctx, "Phone", tracking="serial")
    pieces = [NamedBatch(PIECE, number=number) for number in ("S1", "S2")]
    made = _adjust(ctx, _line(phone, 2, pieces, rate=Decimal(500)))
    (line,) = _shown(ctx, made).lines
    assert [(batch.number, batch.is_serial) for batch in line.batches] == [("S1", True), ("S2", True)]
    with pytest.raises(RuleBroken) as refused:
        _adjust(ctx, _line(phone, -2, pieces[:1]), date=date(2026, 3, 2))
    assert refused.value.code == 4959
    _adjust(ctx, _line(phone, -1, pieces[:1]), date=date(2026, 3, 2))
    assert _there(ctx, phone) == {"S1": 0, "S2": 1}
    assert verify(ctx) == []


def test_a_transfer_takes_its_batches_along_and_back(ctx, flour):
    osaka = create_location(ctx, fields={"name": "Osaka"})
    with reading(ctx):
        home = next(place.location_id for place in locations(ctx) if place.is_primary)
    _adjust(ctx, _line(flour, 5, _named(A=3, B=2), rate=Decimal(10)))
    ends = {"from_location_id": home, "to_location_id": osaka, "date": date(2026, 3, 5)}
    way = create_transfer(ctx, fields={**ends, "is_intransit_order": True, "lines": [_line(flour, 2, _named(A=2))]})
    with reading(ctx):
        (line,) = transfer_detail(ctx, transfer_id=way).lines
        (a, _b) = batches_on_hand(ctx, item_ids=[flour])
    assert (_names(line), sorted(a.by_location.values())) == ([("A", 2)], [MICRO, 2 * MICRO])
    other = {"line_id": line.line_id, "item_id": flour, "quantity": Decimal(2), "batches": _named(B=2)}
    update_transfer(ctx, transfer_id=way, fields={"is_intransit_order": False, "lines": [other]})
    with reading(ctx):
        there = {batch.number: batch.by_location for batch in batches_on_hand(ctx, item_ids=[flour])}
    assert there == {"A": {home: 3 * MICRO}, "B": {osaka: 2 * MICRO}}
    assert verify(ctx) == []
    delete_transfers(ctx, transfer_ids=[way])
    with reading(ctx):
        assert batches_on_hand(ctx, item_ids=[flour])[1].by_location == {home: 2 * MICRO}
        assert not BatchLine.objects.filter(line_id=line.line_id, quantity_micro__gt=0).exists()
    assert verify(ctx) == []


def test_an_assembly_names_the_batches_of_its_components_and_of_what_it_makes(ctx, flour):
    bread = make_composite(ctx, {flour: 2}, "Bread", tracking="batch")
    _adjust(ctx, _line(flour, 6, _named(A=2, B=4), rate=Decimal(10)))
    head = {"item_id": bread, "quantity": Decimal(1), "date": date(2026, 4, 1)}
    with pytest.raises(InvalidInput) as refused:
        create_assembly(ctx, fields={**head, "lines": [_line(flour, 2, _named(C=2))], "batches": _named(X=1)})
    assert refused.value.errors[0].field == "line_items[0].batches[0].batch_number"
    with pytest.raises(RuleBroken) as unnamed:
        create_assembly(ctx, fields={**head, "lines": [_line(flour, 2, _named(A=2))]})
    assert unnamed.value.code == 4959
    made = create_assembly(ctx, fields={**head, "lines": [_line(flour, 2, _named(A=2))], "batches": _named(X=1)})
    assert _there(ctx, flour, bread) == {"A": 0, "B": 4, "X": 1}
    with reading(ctx):
        view = assembly_detail(ctx, assembly_id=made)
    assert ([batch.number for batch in view.batches], _names(view.lines[0])) == (["X"], [("A", 2)])
    line = {"line_id": view.lines[0].line_id, "item_id": flour, "quantity": Decimal(2), "batches": _named(B=2)}
    update_assembly(ctx, assembly_id=made, fields={"lines": [line]})
    assert _there(ctx, flour, bread) == {"A": 2, "B": 2, "X": 1}
    apart = {**head, "kind": "unbundle", "date": date(2026, 4, 2), "batches": _named(X=1)}
    create_assembly(ctx, fields={**apart, "lines": [_line(flour, 2, _named(D=2))]})
    assert _there(ctx, flour, bread) == {"A": 2, "B": 2, "D": 2, "X": 0}
    assert verify(ctx) == []
    delete_assembly(ctx, assembly_id=made)
    assert _there(ctx, flour, bread) == {"A": 2, "B": 4, "D": 2, "X": -1}
    assert verify(ctx) == []
