"""What is kept while thousands of documents are made."""

from daicho.platform.memory import afresh, lasting, lasting_parts, steady
from tests.build.context import OTHER_ORGANIZATION, context

ASKED: list[object] = []


@lasting
def colour(ctx, *, names):
    ASKED.append((ctx.organization_id, names))
    return len(ASKED)


def read(wanted):
    ASKED.append(wanted)
    return {each: each * 2 for each in wanted if each < 10}


def test_an_answer_is_kept_by_organisation_and_arguments_inside_only():
    ASKED.clear()
    ctx, other = context(), context(OTHER_ORGANIZATION)
    with steady():
        assert colour(ctx, names={"a"}) == colour(ctx, names={"a"}) == 1
        assert colour(ctx, names={"b"}) == 2
        assert colour(other, names={"a"}) == 3
        with afresh():
            assert colour(ctx, names={"a"}) == 4
    assert colour(ctx, names={"a"}) == 5


def test_parts_are_asked_for_once_each_and_what_is_not_there_stays_away():
    ASKED.clear()
    with steady():
        assert lasting_parts(context(), read, [1, 2, 11]) == {1: 2, 2: 4}
        assert lasting_parts(context(), read, [2, 3, 11]) == {2: 4, 3: 6}
        assert lasting_parts(context(OTHER_ORGANIZATION), read, [2]) == {2: 4}
    assert [{1, 2, 11}, {3}, {2}] == ASKED
