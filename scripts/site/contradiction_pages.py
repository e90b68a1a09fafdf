"""A page for each reconciliation: can I print it, why not, what instead, and the tests behind the answer."""

from scripts.site.charts import intervals
from scripts.site.model import Site

COMPARED = ("base_statement_id", "against_statement_id", "part_statement_id", "whole_statement_id")
LARGE = 1e9
UNKNOWN = "unknown"  # publisher of the seed article


def pages(site: Site, claims: list[dict]) -> dict[str, bytes]:
    """Return the list of contradictions and the page of each."""
    cards = {}
    for card in claims:
        cards.setdefault(card["reconciliation_id"], []).append(card)
    outcomes = {row["reconciliation_id"]: row for row in site.rows("outcomes")}
    cases = [case | {"result": outcomes.get(case["reconciliation_id"])} for case in site.rows("reconciliations")]
    made = site.render("contradictions.html", "contradictions/", "Contradictions", cases=cases)
    for case in cases:
        made |= _page(site, case, cards.get(case["reconciliation_id"], []))
    return made


def _page(site: Site, case: dict, cards: list[dict]) -> dict[str, bytes]:
    key = case["reconciliation_id"]
    tests = site.rows("reading_tests", "reconciliation_id", key)
    described = {row["reading_id"]: row for row in site.rows("readings", "reconciliation_id", key)}
    verdicts = sorted(
        site.rows("reading_verdicts", "reconciliation_id", key),
        key=lambda row: (int(row["place"] or 99), row["letter"]),
    )
    readings = [
        row
        | {
            "description": described[row["reading_id"]]["description"],
            "tests": [test for test in tests if test["reading_id"] == row["reading_id"]],
        }
        for row in verdicts
    ]
    disputed, compared = _figures(site, key)
    series = list(
        dict.fromkeys(indicator for statement in compared if (indicator := site.statement(statement)["indicator_id"]))
    )
    return site.render(
        "contradiction.html",
        f"contradictions/{key}/",
        case["title"],
        case=case,
        key=key,
        cards=cards,
        readings=readings,
        disputed=[site.said[item] for item in disputed],
        series=series,
        plot=plot(site, key),
        attributes=[
            row for row in site.rows("adopted_attributes", "reconciliation_id", key) if row["adopted"] == "true"
        ],
        since=site.since_release("reconciliations", key),
    )


def _figures(site: Site, key: str) -> tuple[list[str], list[str]]:
    """The statements in dispute, and those that they are tested against."""
    tests = site.rows("reading_tests", "reconciliation_id", key)
    disputed = [row["statement_id"] for row in site.rows("adopted_attributes", "reconciliation_id", key)]
    disputed = disputed or [test["figure_statement_id"] for test in tests]
    compared = [test[column] for test in tests for column in COMPARED if test[column]]
    return list(dict.fromkeys(disputed)), list(dict.fromkeys(compared))


def plot(site: Site, key: str) -> dict | None:
    """Return a picture of where the figures in dispute lie as printed, beside those that they are tested against.

    Only figures of one kind of unit can stand in one picture: that of the figures in dispute.
    """
    disputed, compared = _figures(site, key)
    ids = [*disputed, *(item for item in compared if item not in disputed)]
    ranges = site.ranges.loc[ids]
    ranges = ranges[ranges["kind"] == ranges.loc[disputed, "kind"].mode().get(0)]
    bounds = ranges[["low", "high"]].mul(ranges["factor"], axis=0).replace([float("inf"), float("-inf")], float("nan"))
    bounds["low"], bounds["high"] = bounds["low"].fillna(bounds["high"]), bounds["high"].fillna(bounds["low"])
    labels = [_named(site, item) for item in bounds.index]
    drawn = bounds.assign(label=labels, disputed=bounds.index.isin(disputed)).dropna(subset=["low"])
    if drawn.empty:
        return None
    scale = 1e9 if drawn["high"].max() >= LARGE else 1
    drawn[["low", "high"]] /= scale
    drawn = drawn.drop_duplicates("label").sort_values(["disputed", "low"], ascending=[False, True])
    title = "Where each figure lies as printed"
    return {"svg": intervals(drawn, "billion" if scale > 1 else "", title), "title": title}


def _named(site: Site, statement_id: str) -> str:
    """One line of the plot, the figure first, as a long line loses its end: how much, of what, where, who, when."""
    said, row = site.said[statement_id], site.statement(statement_id)
    what = site.measures.get(row["indicator_id"]) or row["property"].replace("_", " ")
    place = site.labels.get(f"geographies/{row['geo_code']}", {}).get("en", "")
    who = "the article" if said.publisher == UNKNOWN else said.publisher
    about = [f"{what[0].lower()}{what[1:]}", place, f"{who} {said.period}".strip()]
    return f"{said.value}: {', '.join(filter(None, about))}"
