"""Every rule of every layer, collected from the modules that declare them."""

import pkgutil
from importlib import import_module
from types import ModuleType

from scripts.package.findings import LAYERS, Rule

# Rules are declared beside the code that checks them: below check/, and where files are read.
PACKAGES = ("scripts.check.structure", "scripts.check.consistency", "scripts.check.plausibility")
MODULES = ("scripts.package.csvio", "scripts.package.descriptor", "scripts.check.guard")


def all_rules() -> list[Rule]:
    """Return all rules by layer and id.

    Raises:
        ValueError: two rules have one id.
    """
    found: dict[str, Rule] = {}
    for module in _modules():
        for rule in rules_of(module):
            if found.setdefault(rule.id, rule) != rule:
                raise ValueError(f"Two rules have the id {rule.id}: {found[rule.id].title}; {rule.title}")
    return sorted(found.values(), key=lambda rule: (LAYERS.index(rule.layer), rule.id))


def rules_of(module: ModuleType) -> list[Rule]:
    """Return the rules that a module names: constants, and those in its tuple `RULES`."""
    named = [*vars(module).values(), *getattr(module, "RULES", ())]
    return [value for value in named if isinstance(value, Rule)]


def _modules() -> list[ModuleType]:
    names = list(MODULES)
    for package in PACKAGES:
        folder = import_module(package).__path__
        names += [item.name for item in pkgutil.walk_packages(folder, f"{package}.")]
    return [import_module(name) for name in names]
