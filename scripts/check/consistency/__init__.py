"""Consistency layer: does the package agree with itself and with its reference tables?

A family is a module here with Rule constants and `check(context) -> list[Finding]`.
"""

FAMILIES: tuple[str, ...] = (
    "identifiers", "identity", "geography", "nesting", "places", "time", "events", "relations", "privacy", "safety",
    "rights",
    "provenance", "adoption", "tallies", "statements", "measurements", "wording", "values", "figures", "formulas",
    "ranks", "claims", "reconciliation", "settled",
)  # fmt: skip
