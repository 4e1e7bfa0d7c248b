"""Comments, attachments and custom fields of any record."""

from decimal import Decimal

import pytest

from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken
from daicho.platform.attachments import (
    attach_file,
    attachment_content,
    attachments_of,
    remove_attachments,
    send_with_mail,
    with_attachments,
)
from daicho.platform.comments import add_comment, change_comment, comments_on, delete_comment
from daicho.platform.custom_fields import (
    custom_values,
    define_field,
    find_by_custom_value,
    set_custom_values,
    update_field,
    wire_custom_field_hash,
    wire_custom_fields,
)
from daicho.platform.work import reading, unit_of_work
from tests.build.context import OTHER_ORGANIZATION, context

pytestmark = pytest.mark.django_db


def test_comments_are_added_changed_and_deleted():
    ctx = context()
    comment = add_comment(ctx, entity="salesorder", entity_id=7, description=" call back ")
    change_comment(ctx, entity="salesorder", entity_id=7, comment_id=comment.comment_id, description="called")
    with reading(ctx):
        assert [c.description for c in comments_on(ctx, entity="salesorder", entity_id=7)] == ["called"]
        assert comments_on(ctx, entity="item", entity_id=7) == []
    with pytest.raises(InvalidInput):
        add_comment(ctx, entity="salesorder", entity_id=7, description=" ")
    with pytest.raises(NotFound):
        delete_comment(context(OTHER_ORGANIZATION), entity="salesorder", entity_id=7, comment_id=comment.comment_id)
    delete_comment(ctx, entity="salesorder", entity_id=7, comment_id=comment.comment_id)
    with reading(ctx):
        assert comments_on(ctx, entity="salesorder", entity_id=7) == []


def test_files_are_kept_in_order():
    ctx = context()
    for name in ("a.txt", "b.txt"):
        attach_file(ctx, entity="item", entity_id=3, name=name, content=name.encode())
    send_with_mail(ctx, entity="item", entity_id=3, goes_with_mail=True)
    with reading(ctx):
        kept = attachments_of(ctx, entity="item", entity_id=3)
        assert [(a.name, a.position, a.goes_with_mail) for a in kept] == [("a.txt", 1, True), ("b.txt", 2, True)]
        assert attachment_content(ctx, entity="item", entity_id=3)[1] == b"a.txt"
        assert with_attachments(ctx, entity="item", entity_ids=[3, 4]) == {3}
    remove_attachments(ctx, entity="item", entity_id=3)
    with reading(ctx), pytest.raises(NotFound):
        attachment_content(ctx, entity="item", entity_id=3)


def _define(ctx, **fields):
    return define_field(ctx, fields={"entity": "item", **fields})


def test_values_are_canonical_and_on_the_wire():
    ctx = context()
    color = _define(ctx, label="Color", data_type="dropdown", options=["red", "blue"], is_mandatory=True)
    _define(ctx, label="Weight", data_type="decimal")
    _define(ctx, label="Fragile", data_type="check_box")
    _define(ctx, label="棚番", data_type="autonumber")
    with unit_of_work(ctx):
        given = [
            {"customfield_id": color, "value": "red"},
            {"api_name": "cf_weight", "value": Decimal("1.500")},
            {"label": "Fragile", "value": True},
        ]
        set_custom_values(ctx, entity="item", entity_id=5, given=given, is_new=True)
    with reading(ctx):
        values = custom_values(ctx, entity="item", entity_ids=[5])[5]
    assert [(v["label"], v["value"]) for v in wire_custom_fields(values)] == [
        ("Color", "red"), ("Weight", "1.5"), ("Fragile", True), ("棚番", "1"),
    ]  # fmt: skip
    assert wire_custom_field_hash(values)["cf_fragile_unformatted"] is True


@pytest.mark.parametrize("given", [[], [{"api_name": "cf_color", "value": "green"}], [{"api_name": "cf_none"}]])
def test_bad_values_are_refused_by_name(given):
    ctx = context()
    _define(ctx, label="Color", data_type="dropdown", options=["red"], is_mandatory=True)
    with pytest.raises(InvalidInput), unit_of_work(ctx):
        set_custom_values(ctx, entity="item", entity_id=5, given=given, is_new=True)


def test_unique_values_find_their_record():
    ctx = context()
    field = _define(ctx, label="Shop code", data_type="string", is_unique=True)
    given = [{"api_name": "cf_shop_code", "value": "A1"}]
    with unit_of_work(ctx):
        set_custom_values(ctx, entity="item", entity_id=5, given=given, is_new=True)
    with reading(ctx):
        assert find_by_custom_value(ctx, entity="item", api_name="cf_shop_code", value="A1") == 5
    with pytest.raises(InvalidInput), unit_of_work(ctx):
        set_custom_values(ctx, entity="item", entity_id=6, given=given, is_new=True)
    update_field(ctx, field_id=field, fields={"is_unique": False})
    with pytest.raises(RuleBroken):
        update_field(ctx, field_id=field, fields={"is_unique": True})
