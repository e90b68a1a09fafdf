"""Which version follows from which kind of change."""

from hypothesis import given
from hypothesis import strategies as st

from scripts.history.steps import POLICY, STEPS, bump, next_version, numbers, step_of

versions = st.tuples(*[st.integers(0, 30)] * 3).map(lambda parts: ".".join(map(str, parts)))


@given(versions, st.sampled_from(STEPS[1:]))
def test_a_step_leads_to_a_later_version_and_a_greater_step_to_a_later_one(version, step):
    assert numbers(bump(version, step)) > numbers(version)
    greater = STEPS[STEPS.index(step) :]
    assert numbers(bump(version, step)) == min(numbers(bump(version, other)) for other in greater)


@given(versions)
def test_no_change_is_the_release_itself(version):
    assert next_version(version, "none") == version


@given(st.sets(st.sampled_from(sorted(POLICY))))
def test_the_greatest_step_decides(kinds):
    step = step_of(kinds)
    asked = {POLICY[kind].step for kind in kinds}
    assert asked <= set(STEPS[: STEPS.index(step) + 1])
    assert step in asked or (step, kinds) == ("none", set())
