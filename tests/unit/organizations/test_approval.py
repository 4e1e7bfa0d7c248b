"""Who approves a document, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.kernel.errors import RuleBroken
from daicho.organizations.core.approval import (
    MODE_NAMES,
    MODULES,
    Level,
    Mode,
    Rule,
    Turn,
    levels_for,
    levels_given,
    rule_from,
    turn_of,
    waiting_level,
)
from daicho.organizations.core.permissions import MODULES as ALL_MODULES

KEN, MAI, YUI, OUTSIDER = 1, 2, 3, 9
chains = st.lists(st.integers(1, 6), min_size=1, max_size=6, unique=True)


def approved(levels, given, by):
    return [Level(level.number, level.approver_id, by) if level in given else level for level in levels]


def approve(levels, person, *, is_administrator=False, is_final=False):
    """The levels after what a person does; refused: as they were."""
    try:
        given = levels_given(levels, person, is_administrator=is_administrator, is_final=is_final)
    except RuleBroken:
        return levels
    return approved(levels, given, person)


def test_every_mode_has_a_name_and_every_module_exists():
    assert MODE_NAMES.keys() == set(Mode)
    assert set(MODULES) <= ALL_MODULES.keys()


def test_a_rule_comes_back_as_it_was_kept():
    assert rule_from(None) == Rule(Mode.NONE, ())
    assert not rule_from(None).is_needed
    assert rule_from({"mode": "levels", "approver_ids": [KEN, MAI]}) == Rule(Mode.LEVELS, (KEN, MAI))
    assert rule_from({"mode": "simple", "approver_ids": []}).is_needed


def test_an_authors_level_is_left_out_unless_nobody_else_is_named():
    assert levels_for([KEN, MAI], {KEN}, set()) == [Level(1, MAI)]
    assert levels_for([KEN, MAI], {KEN}, {KEN}) == [Level(1, KEN), Level(2, MAI)]
    assert levels_for([KEN], {KEN}, set()) == [Level(1, KEN)]


def test_the_first_level_comes_first():
    levels = levels_for([KEN, MAI], {YUI}, set())
    with pytest.raises(RuleBroken) as refused:
        levels_given(levels, MAI, is_administrator=False, is_final=False)
    assert refused.value.code == 4014
    levels = approve(levels, KEN)
    assert waiting_level(levels) == Level(2, MAI)
    assert levels_given(levels, KEN, is_administrator=False, is_final=False) == [], "once is enough"
    assert waiting_level(approve(levels, MAI)) is None


def test_only_an_administrator_skips():
    levels = levels_for([KEN, MAI], {YUI}, set())
    for person in (KEN, OUTSIDER):
        with pytest.raises(RuleBroken) as refused:
            levels_given(levels, person, is_administrator=False, is_final=True)
        assert refused.value.code == 4015
    assert levels_given(levels, OUTSIDER, is_administrator=True, is_final=True) == levels
    last = approve(levels, KEN)
    assert waiting_level(approve(last, MAI, is_final=True)) is None, "the last level is the final one"
    with pytest.raises(RuleBroken):
        levels_given(levels, OUTSIDER, is_administrator=True, is_final=False)


def test_buttons_say_what_is_allowed():
    levels = levels_for([KEN, MAI], {YUI}, set())
    nothing = Turn(may_approve=False, may_finish=False, may_reject=False)
    assert turn_of([], OUTSIDER, is_administrator=False) == Turn(may_approve=True, may_finish=False, may_reject=True)
    assert turn_of(levels, KEN, is_administrator=False) == Turn(may_approve=True, may_finish=False, may_reject=True)
    assert turn_of(levels, MAI, is_administrator=False) == nothing
    assert turn_of(levels, MAI, is_administrator=True) == Turn(may_approve=False, may_finish=True, may_reject=True)
    last = approve(levels, KEN)
    assert turn_of(last, MAI, is_administrator=True) == Turn(may_approve=True, may_finish=False, may_reject=True)
    assert turn_of(approve(last, MAI), MAI, is_administrator=True) == nothing


@given(chains, st.lists(st.integers(1, 7), max_size=20))
def test_people_without_rights_complete_it_only_in_order(chain, people):
    levels = levels_for(chain, set(), set())
    expected = iter(chain)
    awaited = next(expected)
    for person in people:
        levels = approve(levels, person)
        if person == awaited:
            awaited = next(expected, None)
        waiting = waiting_level(levels)
        assert (waiting.approver_id if waiting else None) == awaited
    given = [level for level in levels if level.approved_by_id is not None]
    assert given == levels[: len(given)], "no level before the one under it"
    assert all(level.approved_by_id == level.approver_id for level in given)


@given(chains, st.lists(st.tuples(st.integers(1, 7), st.booleans(), st.booleans()), max_size=12))
def test_what_the_buttons_offer_is_what_is_done(chain, deeds):
    levels = levels_for(chain, set(), set())
    for person, is_administrator, is_final in deeds:
        turn = turn_of(levels, person, is_administrator=is_administrator)
        after = approve(levels, person, is_administrator=is_administrator, is_final=is_final)
        if turn.may_approve and not is_final:
            assert sum(a != b for a, b in zip(levels, after, strict=True)) == 1
        if turn.may_finish and is_final:
            assert waiting_level(after) is None
        if not turn.may_approve and not is_final:
            assert after == levels
        if not is_administrator and not turn.may_approve:
            assert after == levels
        levels = after


@given(chains, st.sets(st.integers(1, 7)), st.sets(st.integers(1, 7)))
def test_nobody_approves_their_own_while_another_is_named(chain, authors, trusted):
    levels = levels_for(chain, authors, trusted)
    assert levels
    assert [level.number for level in levels] == list(range(1, len(levels) + 1))
    if set(chain) - (authors - trusted):
        assert not {level.approver_id for level in levels} & (authors - trusted)
