"""Plausibility layer: what the columns look like as a whole; never single rows.

A family is a module here with Rule constants and `check(context) -> list[Finding]`. It imports
Great Expectations inside its functions, so that the catalogue of rules stays fast.
"""

FAMILIES: tuple[str, ...] = ("statistics",)
