"""Some rules at work on a small world."""

import pytest

from scripts.check.consistency import rulebook
from tests.check.consistency.rule_cases import world_of


@pytest.fixture
def found(monkeypatch):
    """Run the rules of these ids on a small world; return (rule, line, column) of what they find."""

    def run(ids, **tables):
        with monkeypatch.context() as patch:
            patch.setattr(rulebook, "RULES", [each for each in rulebook.RULES if each.rule.id in ids.split()])
            return sorted((told.rule, told.line, told.column) for told in rulebook.check(world_of(**tables)))

    return run
