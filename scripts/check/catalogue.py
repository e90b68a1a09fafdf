"""Every rule of every layer, in the order of layers and ids."""

from functools import cache

from scripts.check.consistency import rulebook
from scripts.package.descriptor import Package
from scripts.package.findings import LAYERS, RULES, Rule


@cache
def all_rules() -> list[Rule]:
    """Return all rules by layer and id; raises ValueError where two rules have one id."""
    found = dict(RULES)
    for rule in (each.rule for each in rulebook.RULES):
        if found.setdefault(rule.id, rule) != rule:
            raise ValueError(f"Two rules have the id {rule.id}: {found[rule.id].title}; {rule.title}")
    return sorted(found.values(), key=lambda rule: (LAYERS.index(rule.layer), rule.id))


def not_applicable(package: Package) -> set[str]:
    """Return the ids of the rules on rows whose tables or columns a package has not."""
    applicable = {each.rule.id for each in rulebook.RULES if rulebook.speaks_of(package, each)}
    return {each.rule.id for each in rulebook.RULES} - applicable
