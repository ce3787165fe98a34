"""Counting codes as arrays gives what counting them one by one gives."""

import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.results.tally import Plan, Tally, count, from_content, to_content

OWNERS = ({1: 9, 2: 9, 3: 9}, {4: 4, 5: 4})
PLAN = Plan(frozenset(range(1, 10)), OWNERS)
MEASURES = [[6, 2.5], [6, 2.5], [7, "3:-4"], [8, "2024-05"]]
responses = st.lists(
    st.tuples(
        st.sampled_from(["", "web", "paper"]),
        st.lists(st.integers(1, 12), unique=True).map(sorted),
        st.lists(st.sampled_from(MEASURES)),
    ),
    max_size=30,
)


def part(given_):
    groups, codes, measures = zip(*given_, strict=True) if given_ else ((), (), ())
    return groups, [json.dumps(one) for one in codes], [json.dumps(one) for one in measures]


def slowly(given_, groups=None):
    """The same without arrays; codes above 9 belong to no question."""
    found: dict[str, Tally] = {}
    for column, codes, measures in given_:
        group = next((groups[code] for code in codes if code in groups), "") if groups else column
        tally = found.setdefault(group, Tally())
        tally.responses += 1
        tally.codes.update(code for code in codes if code <= 9)
        for owner in OWNERS:
            tally.units.update({owner[code] for code in codes if code in owner})
        tally.values.update(map(tuple, measures))
    return found or {"": Tally()}


@given(some=responses, more=responses)
def test_groups_of_a_column_are_counted_in_parts(some, more):
    parts = [part(one) for one in (some, more) if one]

    assert count(PLAN, parts) == slowly([*some, *more])


@given(some=responses)
def test_groups_of_a_question_are_those_of_its_codes(some):
    groups = {4: "yes", 5: "no"}
    single = [(column, [code for code in codes if code != 5 or 4 not in codes], told) for column, codes, told in some]

    plan = Plan(PLAN.numbers, OWNERS, groups)

    assert count(plan, [part(single)] if single else []) == slowly(single, groups)


@given(some=responses)
def test_kept_counts_come_back(some):
    tallies = count(PLAN, [part(some)] if some else [])

    back = from_content(json.loads(json.dumps(to_content(tallies))))

    def total(found):
        return sum((one.values for one in found.values()), Counter())

    assert {group: (one.responses, one.codes, one.units) for group, one in back.items()} == {
        group: (one.responses, one.codes, one.units) for group, one in tallies.items()
    }
    assert total(back) == total(tallies)


def test_very_many_different_numbers_are_rounded_before_they_are_kept():
    values = Counter({(1, 1000 + number / 10): 1 for number in range(3000)})

    (kept,) = from_content(to_content({"": Tally(3000, values=values)})).values()

    assert sum(kept.values.values()) == 3000
    assert len(kept.values) == 301
