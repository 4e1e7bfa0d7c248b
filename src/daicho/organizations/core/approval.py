"""Who approves a document, and in which order (behaviour.md 7.2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.core.rules import NOT_LAST_LEVEL, NOT_YOUR_LEVEL


class Mode(StrEnum):
    """What documents of a module need before they count."""

    NONE = "none"
    SIMPLE = "simple"
    """One approval, by anybody who holds `<module>.approve`."""
    LEVELS = "levels"
    """One approval of every level, each by its own person, in turn."""


MODE_NAMES = {
    Mode.NONE: _("Not needed"),
    Mode.SIMPLE: _("By one person who may approve"),
    Mode.LEVELS: _("By several people in turn"),
}
MODULES = (
    "estimates",
    "salesorders",
    "invoices",
    "creditnotes",
    "purchaseorders",
    "purchasereceives",
    "bills",
    "vendorcredits",
    "transfers",
    "adjustments",
)
"""Modules whose documents can need approval."""
LEVEL_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """What documents of a module need; `approver_ids` are the people of the levels, in order: none unless LEVELS."""

    mode: Mode = Mode.NONE
    approver_ids: tuple[int, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether a draft has to be approved before it counts."""
        return self.mode is not Mode.NONE


def rule_from(value: Mapping[str, Any] | None) -> Rule:
    """Return the rule as an organisation keeps it: {"mode": "levels", "approver_ids": […]}; None: nothing is needed."""
    return Rule(Mode(value["mode"]), tuple(value["approver_ids"])) if value else Rule()


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a document's approval, from 1 on: whose it is, and who gave it (None: nobody yet)."""

    number: int
    approver_id: int
    approved_by_id: int | None = None


def levels_for(approver_ids: Sequence[int], authors: Collection[int], trusted: Collection[int]) -> list[Level]:
    """Return the levels of a document that `authors` made and submitted.

    Nobody approves what is their own: an author's level is left out, unless the person is `trusted` (administrators)
    or nobody else is named.
    """
    own = set(authors) - set(trusted)
    named = [approver_id for approver_id in approver_ids if approver_id not in own] or list(approver_ids)
    return [Level(number, approver_id) for number, approver_id in enumerate(named, start=1)]


def waiting_level(levels: Iterable[Level]) -> Level | None:
    """Return the level whose turn it is, None once all are given."""
    return next((level for level in levels if level.approved_by_id is None), None)


def levels_given(
    levels: Sequence[Level], person_id: int | None, *, is_administrator: bool, is_final: bool
) -> list[Level]:
    """Return the levels that a person's approval gives: the own one in its turn, all that are left by a final one.

    Nothing for who has given theirs already. Raises RuleBroken: 4014 another's turn, 4015 final, but neither an
    administrator nor the last.
    """
    waiting = waiting_level(levels)
    if waiting is None:
        return []
    left = [level for level in levels if level.approved_by_id is None]
    if is_final and not is_administrator and (len(left) > 1 or waiting.approver_id != person_id):
        raise RuleBroken(NOT_LAST_LEVEL, _("Only an administrator gives the final approval before the last level."))
    if is_final:
        return left
    if waiting.approver_id == person_id:
        return [waiting]
    if any(level.approver_id == person_id and level.approved_by_id == person_id for level in levels):
        return []
    raise RuleBroken(NOT_YOUR_LEVEL, NOT_YOUR_TURN, {"level": waiting.number, "levels": len(levels)})


NOT_YOUR_TURN = _("Level %(level)s of %(levels)s is not yours to approve.")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person with the permission to approve can do to a pending document.

    `may_finish`: an administrator gives the final approval, which skips the levels that are left.
    """

    may_approve: bool
    may_finish: bool
    may_reject: bool


def turn_of(levels: Sequence[Level], person_id: int | None, *, is_administrator: bool) -> Turn:
    """Return what a person can do; without levels everybody can approve."""
    waiting = waiting_level(levels)
    if waiting is None:
        return Turn(may_approve=not levels, may_finish=False, may_reject=not levels)
    is_theirs = waiting.approver_id == person_id
    is_last = waiting.number == len(levels)
    return Turn(
        may_approve=is_theirs,
        may_finish=is_administrator and not (is_theirs and is_last),
        may_reject=is_theirs or is_administrator,
    )
