"""Every rule of every layer, in the order of layers and ids."""

from functools import cache
from types import ModuleType

from scripts.check import context as checks
from scripts.check.compiled import comparison
from scripts.check.consistency import rulebook
from scripts.check.plausibility import statistics
from scripts.check.structure import screening
from scripts.package.findings import LAYERS, Rule


@cache
def all_rules() -> list[Rule]:
    """Return all rules by layer and id.

    Raises
    ------
    ValueError
        Two rules have one id.
    """
    found: dict[str, Rule] = {}
    modules = (checks, comparison, statistics, *screening.RULE_MODULES)
    listed = [rule for module in modules for rule in rules_of(module)]
    for rule in listed + [each.rule for each in rulebook.RULES]:
        if found.setdefault(rule.id, rule) != rule:
            raise ValueError(f"Two rules have the id {rule.id}: {found[rule.id].title}; {rule.title}")
    return sorted(found.values(), key=lambda rule: (LAYERS.index(rule.layer), rule.id))


def rules_of(module: ModuleType) -> list[Rule]:
    """Return the rules that a module names as constants, or in its mapping `RULES`."""
    named = vars(module)
    return [value for value in [*named.values(), *dict(named.get("RULES", {})).values()] if isinstance(value, Rule)]
