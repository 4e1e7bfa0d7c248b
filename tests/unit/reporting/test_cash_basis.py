"""What of a document counts on the cash basis: always balanced, in the end its own lines, before nothing."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from daicho.ledger.core.conversion import settled_base
from daicho.ledger.core.posting import Amount
from daicho.reporting.core.cash_basis import (
    Document,
    Posted,
    Settlement,
    cash_changes,
    counted_lines,
    counted_until,
    left_out,
    open_days,
)

FIRST = date(2026, 9, 1)
CONTROL, SALES, DISCOUNT, TAX, COST, STOCK, LOSS, OTHER_COST = range(1, 9)
FAR = date.max


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def posted(day: int, account_id: int, amount: int, **marks: bool) -> Posted:
    return Posted(on(day), account_id, max(amount, 0), max(-amount, 0), **marks)


@st.composite
def documents(draw, *, percent=None, with_loss=True):
    """Lines of a document, some of its cost known later, and settlements of `percent` of its total (None: of any)."""
    sign, large = draw(st.sampled_from([1, -1])), st.integers(0, 10**7)
    parts = {SALES: -draw(large), DISCOUNT: draw(st.integers(0, 999)), TAX: -draw(large)}
    cost, later = draw(st.integers(0, 10**6)), draw(st.integers(-999, 999))
    lines = [posted(0, account_id, sign * amount) for account_id, amount in parts.items() if amount]
    lines.append(posted(0, CONTROL, -sign * sum(parts.values()), is_control=True))
    for day, amount in ((0, cost), (draw(st.integers(1, 40)), later)):
        lines += [posted(day, COST, sign * amount), posted(day, STOCK, -sign * amount)]
    total = draw(st.integers(1, 10**7))
    whole = total * (draw(st.integers(0, 100)) if percent is None else percent) // 100
    cuts = sorted(draw(st.lists(st.integers(0, whole), max_size=4)))
    amounts = [after - before for before, after in zip([0, *cuts], [*cuts, whole], strict=True)]
    settlements = [Settlement(on(draw(st.integers(0, 60))), amount) for amount in amounts if amount]
    if with_loss and whole < total and draw(st.booleans()):
        lost = draw(st.integers(1, 10**6))
        lines += [posted(50, LOSS, lost, is_loss=True), posted(50, CONTROL, -lost, is_control=True)]
    return Document(total, draw(st.permutations(lines)), draw(st.permutations(settlements)))


def by_day(lines):
    sums: dict[date, int] = Counter()
    for line in lines:
        sums[line.day] += line.amount
    return sums


def by_account(lines):
    sums: Counter[int] = Counter()
    for line in lines:
        sums[line.account_id] += line.amount
    return {account_id: amount for account_id, amount in sums.items() if amount}


@given(documents())
def test_what_counts_balances_on_every_day(document):
    assert set(by_day(counted_lines(document)).values()) <= {0}
    assert set(by_day(cash_changes(document)).values()) <= {0}


@given(documents(percent=100))
def test_what_is_settled_in_full_has_counted_exactly_its_lines(document):
    assert by_account(counted_lines(document)) == by_account(document.lines)
    assert left_out(document, FAR) == {}
    assert by_account(cash_changes(document)) == {}


@given(documents(percent=0), st.integers(0, 60))
def test_nothing_counts_of_what_is_not_settled(document, day):
    assert counted_lines(document) == []
    assert counted_until(document, on(day)) == {}
    assert left_out(document, on(day)) == by_account(line for line in document.lines if line.day <= on(day))


@given(documents(), st.integers(-1, 61))
def test_nothing_is_left_out_on_other_days_than_the_open_ones(document, day):
    first, last = open_days(document)
    assert first <= on(day) <= last or left_out(document, on(day)) == {}


@given(documents(), st.randoms(use_true_random=False), st.integers(0, 60))
def test_the_order_of_settlements_and_lines_does_not_matter(document, luck, day):
    lines, settlements = list(document.lines), list(document.settlements)
    luck.shuffle(lines)
    luck.shuffle(settlements)
    assert counted_lines(Document(document.total, lines, settlements)) == counted_lines(document)
    once = Settlement(on(0), sum(one.amount for one in settlements))
    assert counted_until(Document(document.total, lines, [once]), FAR) == counted_until(document, FAR)
    assert counted_until(document, on(day)) == by_account(
        line for line in counted_lines(document) if line.day <= on(day)
    )


@given(documents(with_loss=False))
def test_receivable_holds_nothing_on_any_day(document):
    base = sum(line.amount for line in document.lines if line.is_control)
    settlements = sorted(document.settlements, key=lambda one: one.day)
    carried = settled_base(Amount(base, document.total), [one.amount for one in settlements])
    for place, one in enumerate(settlements):
        if place + 1 == len(settlements) or settlements[place + 1].day > one.day:
            counted = counted_until(document, one.day).get(CONTROL, 0)
            assert counted == sum(carried[: place + 1])


@given(documents())
def test_every_amount_is_within_one_unit_of_its_share(document):
    whole = by_account(line for line in document.lines if not (line.is_control or line.is_loss))
    settled = sum(one.amount for one in document.settlements)
    counted = counted_until(document, FAR)
    for account_id, amount in whole.items():
        assert abs(counted.get(account_id, 0) * document.total - amount * settled) < document.total


def test_a_loss_takes_off_what_never_counted():
    lines = [posted(0, CONTROL, 100, is_control=True), posted(0, SALES, -100)]
    lost = [posted(9, LOSS, 60, is_loss=True), posted(9, CONTROL, -60, is_control=True)]
    document = Document(100, [*lines, *lost], [Settlement(on(5), 40)])
    assert counted_until(document, on(20)) == {CONTROL: 40, SALES: -40}


def test_what_has_nothing_to_settle_counts_on_its_days():
    lines = [posted(0, COST, 70), posted(0, STOCK, -70)]
    assert by_account(counted_lines(Document(0, lines))) == {COST: 70, STOCK: -70}
