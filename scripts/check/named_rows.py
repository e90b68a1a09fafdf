"""Rows of vocabularies that the code asks for by name, and that no foreign key would miss."""

from scripts.check.context import Context
from scripts.figures.vocabulary import QUALIFIERS
from scripts.package.findings import RULES, Finding

# By table: the columns that name a row, and the rows that must be there, the parts of a name joined by a blank.
NAMED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "policy": (
        ("parameter",),
        (
            "active_years", "bulk_rows", "hub_distance_km", "independent_for_end", "municipality_distance_km",
            "rank_peers",
        ),
    ),
    "tolerances": (
        ("kind", "applies_to"),
        (
            "revision any",
            *(f"qualifier_width {name}" for name in QUALIFIERS if name not in ("exact", "between")),
        ),
    ),
    "derivations": (
        ("derivation",),
        (
            "any_contested_cell", "best_source", "claim_of_seed", "computed_denominator", "computed_numerator",
            "count_of_sources", "event_as_stated", "hub_as_stated", "hub_of_municipality", "inclusion_rule",
            "last_owner", "latest_dated", "level_by_class_or_legal_name", "main_site", "municipality_of_locality",
            "name_as_stated", "name_in_use", "open_disputes", "point_of_place", "region_or_country",
            "relation_as_stated", "segment_by_votes", "site_of_locality", "standing_as_stated", "status_of_reports",
            "successor_takes_over", "sum_as_reported", "undecided",
        ),
    ),
}  # fmt: skip


def check(context: Context) -> list[Finding]:
    """Name each row that the code asks for by name and that its table, part of the evidence, has not."""
    found = []
    for table, (columns, names) in NAMED.items():
        if table in context.package.evidence and context.has(table, columns):
            there = set(context.text[table][list(columns)].agg(" ".join, axis=1))
            found += [_lost(context, table, columns, name) for name in names if name not in there]
    return found


def _lost(context: Context, table: str, columns: tuple[str, ...], name: str) -> Finding:
    row = ", ".join(f"{column} {part}" for column, part in zip(columns, name.split(), strict=True))
    message = f"The table has no row with {row}, which the code asks for by this name."
    return context.finding(RULES["C198"], table, None, columns[-1], message, row_key=name, expected=f"a row with {row}")
