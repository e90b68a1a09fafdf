"""Say where a value comes from, what speaks against it, or why there is none."""

import shlex
from collections.abc import Mapping

import pandas as pd

from scripts.compile.disputed_facts import PENDING, Case, Cell, cases, traces_of
from scripts.compile.tables import compile_undisputed
from scripts.compile.withholding import judging
from scripts.evidence.columns import WHOLE_ROW, Tables
from scripts.evidence.load import cast_tables
from scripts.package.descriptor import Package
from scripts.tell.address import site_address
from scripts.tell.keys import Place
from scripts.tell.trace import BETTER, Trace, amount, origins, trace

ROLE_WORDS = {"adopted": "stated by", "agrees": "agrees", "rival": "differs", "derived_from": "derived from"}
GAP_WORDS = {
    "not_searched": "nobody has looked for it yet",
    "searched_not_found": "it was looked for and not found",
    "not_applicable": "it does not apply here",
    "period_unknown": "no source prints a date",
    "sources_undecided": "sources disagree and none is better than the other",
    "withheld_privacy": "withheld to protect persons",
    "withheld_rights": "withheld because of rights",
    "withheld_disputed": "withheld while it is disputed",
}
CALLED = ("name", "title", "as_written", "print_advice", "question")  # what a reader knows a row by


def explain(package: Package, tables: Tables, place: Place) -> list[str]:
    """Explain a row, or one cell of it, in lines of plain words; of a table list the keys."""
    if not place.key:
        return list_keys(package, tables, place.table)
    return [*_told(package, tables, place), *_seen(package, tables, place)]


def _seen(package: Package, tables: Tables, place: Place) -> list[str]:
    """Where the site shows it, once the package says where that is."""
    shown = site_address(package, tables, place)
    return [f"See: {shown}"] if shown else []


def _told(package: Package, tables: Tables, place: Place) -> list[str]:
    table, key, field = place
    found = trace(package, tables, place)
    disputed = [*asked_for(tables, place), *bearing(package, tables, place)]
    here = f"wallonia-biotech {package.descriptor.get('version', '')}, {table} {key}"
    if field:
        return [*_cell(tables, found, field), *disputed, _cite(tables, found, field, f"{here}, {field}")]
    if table == "claims":
        return [*answer(tables, found.row), *disputed, f"Cite: {here}"]
    if table == "reconciliations":
        return argument(tables, key)
    lines = [f"{table} {key}", *(f"  {name}: {_shown(found, name)}{_doubt(found, name)}"
                                 for name in found.row.index)]  # fmt: skip
    lines += _statements(tables, found.of(WHOLE_ROW)) or [
        f"  source: {source}" for source in dict.fromkeys(origin.source for origin in origins(tables, found.provenance))
    ]
    if found.row.get("reconciliation_id"):
        lines += argument(tables, found.row["reconciliation_id"])
    return [*lines, *disputed, _cite(tables, found, WHOLE_ROW, here)]


def list_keys(package: Package, tables: Tables, table: str) -> list[str]:
    """List the keys of a table as one asks for them, each with what its row is called or sorted by."""
    schema, frame = package.resources[table].schema, tables[table]
    column = next((column for column in CALLED if column in frame), None)
    called = [column] if column else [column for column in schema.sorted_by if column not in schema.primary_key]
    rows = zip(frame[schema.primary_key].to_numpy().tolist(), frame[called].to_numpy().tolist(), strict=True)
    return [
        f"{table}: {len(frame):,} rows, named by {' '.join(part.upper() for part in schema.primary_key)}",
        *(f"  {' '.join([*map(shlex.quote, key), '', *filter(None, words)])}".rstrip() for key, words in rows),
    ]


def asked_for(tables: Tables, place: Place) -> list[str]:
    """Say which corrections were asked for of a row, or of one cell and the row as a whole."""
    rows = tables["disputes"]
    rows = rows[(rows["table"] == place.table) & (rows["key"] == place.key)]
    if place.field:
        rows = rows[rows["field"].isin([place.field, WHOLE_ROW, ""])]
    addresses = tables["sources"].set_index("source_id")["url"]
    return [
        f"Dispute {row.dispute_id} of {row.received}, {row.state}: {row.asked_by} about {row.field}: {row.claim}"
        + (f" ({addresses.get(row.source_id, row.source_id)})" if row.source_id else "")
        + (f" Decided {row.decided}: {row.decision}" if row.decision else "")
        for row in rows.itertuples()
    ]


def answer(tables: Tables, claim: Mapping[str, str]) -> list[str]:
    """Answer a journalist about a row of claims: what to print, why, what instead, how sure."""
    first, last = claim["line_start"], claim["line_end"]
    lines = [
        f"“{claim['as_written']}” ({f'line {first}' if first == last else f'lines {first}-{last}'} of the article)",
        f"{claim['verdict'].replace('_', ' ')}: {claim['print_advice']}",
        f"Why: {claim['why']}",
    ]
    for column, table in BETTER.items():
        if claim[column]:
            lines.append(f"Use instead: {figure(tables, _row(tables[table], 'observation_id', claim[column]))}")
    decided = f" Decided by reconciliation {claim['reconciliation_id']}." if claim["reconciliation_id"] else ""
    counts = f"Independent statements for it: {claim['n_confirming']}, against it: {claim['n_contradicting']}."
    return [*lines, counts + decided]


def argument(tables: Tables, reconciliation_id: str) -> list[str]:
    """Tell a reconciliation in lines of plain words: question, readings in order, outcome, advice.

    A reading that is beaten is shown with the first test that it fails, or that the words contradict.
    """
    case = _row(tables["reconciliations"], "reconciliation_id", reconciliation_id)
    outcomes = tables["outcomes"][tables["outcomes"]["reconciliation_id"] == reconciliation_id]
    ahead = [
        f"{row.outcome}, {' and '.join(row.unbeaten.split()) or 'no reading'} ahead." for row in outcomes.itertuples()
    ]
    readings = tables["reading_verdicts"][tables["reading_verdicts"]["reconciliation_id"] == reconciliation_id]
    readings = readings.assign(order=pd.to_numeric(readings["place"])).sort_values(["order", "letter"])
    tests = tables["reading_tests"][tables["reading_tests"]["result"] == "fails"]
    tests = tests.sort_values(["binding", "test_id"], ascending=[False, True]).drop_duplicates("reading_id")
    against = tests.set_index("reading_id").to_dict("index")
    lines = [
        case["title"],
        case["question"],
        f"Outcome: {ahead[0] if ahead else GAP_WORDS['withheld_disputed']}",
    ]
    for reading in readings.itertuples():
        tally = f"tests: {reading.n_holds} hold, {reading.n_strained} strained, {reading.n_fails} fail"
        lines.append(f"  {reading.letter}  {reading.verdict.replace('_', ' ')}: {reading.title} ({tally})")
        if test := against.get(reading.reading_id):
            lines.append("     against it: {title} {tested}; expected: {expected}. {why}".format(**test))
    return [*lines, f"What would settle it: {case['what_would_settle']}", f"Advice: {case['advice']}"]


def figure(tables: Tables, row: Mapping[str, str]) -> str:
    """Say a figure of the national indicators or observations with what it is, its date and its source."""
    if "indicator_id" in row:
        title = _row(tables["indicators"], "indicator_id", row["indicator_id"])["title"]
        what, period = f"{title}, {row['geo_code']}", row["period"]
    else:
        what, period = f"{row['measure']} of {row['entity_id']}", row["as_of"]
    stated = origins(tables, pd.DataFrame([{"statement_id": row["statement_id"], "role": "adopted"}]))
    source = stated[0].source if stated else "computed by the build"
    written = amount(tables["units"].to_dict("records"), row)
    return f"{written} ({what}, {period or 'undated'}; {source})"


def _cell(tables: Tables, found: Trace, field: str) -> list[str]:
    value = _shown(found, field) if found.row[field] else f"blank: {_shown(found, field)}"
    behind = found.of(field)
    none = pd.DataFrame(columns=["derivation", "description"])  # release 1.0.0 had no such table
    glossary = tables.get("derivations", none)
    described = dict(zip(glossary["derivation"], glossary["description"], strict=True))
    derivations = filter(None, dict.fromkeys(behind["rule"]))
    return [
        f"{found.table} {found.key}, {field}: {value}", *_statements(tables, behind),
        *(f"  derivation: {derivation}. {described.get(derivation, '')}".rstrip() for derivation in derivations),
    ]  # fmt: skip


def _statements(tables: Tables, provenance: pd.DataFrame) -> list[str]:
    return [
        f"  {ROLE_WORDS[said.role]}: {said.value}{f', {said.period}' if said.period else ''}, “{said.words}”,"
        f" {said.source} [{said.statement_id}]"
        for said in origins(tables, provenance)
    ]


def _shown(found: Trace, field: str) -> str:
    """The value of a cell, and why it is blank or says no more than unknown."""
    why = f"({GAP_WORDS[found.gaps[field]]})" if field in found.gaps else ""
    return " ".join(filter(None, [found.row[field], why])) or "—"


def _doubt(found: Trace, field: str) -> str:
    rivals = ((found.provenance["field"] == field) & (found.provenance["role"] == "rival")).sum()
    return f"  [{rivals} statements differ]" if rivals else ""


def _cite(tables: Tables, found: Trace, field: str, here: str) -> str:
    stated = origins(tables, found.of(field))
    return f"Cite: {stated[0].source}; via {here}" if stated else f"Cite: {here}"


def _row(table: pd.DataFrame, column: str, key: str) -> pd.Series:
    return table[table[column] == key].iloc[0]


STATEMENTS = "statements"


def bearing(package: Package, tables: Tables, place: Place) -> list[str]:
    """Say which pending disputes about other cells bear on a row or cell, in a line each.

    The tables are compiled anew, as if there were no disputes: where a fact is withheld, the published
    ones no longer tell what it rested on.
    """
    rows = tables["disputes"]
    rows = rows[rows["state"].isin(PENDING)]
    if rows.empty:
        return []
    schemas = {name: resource.schema for name, resource in package.published.items()}
    evidence = cast_tables({name: tables[name] for name in package.evidence}, package.evidence)
    plain = compile_undisputed(evidence, schemas).tables
    said = {row.dispute_id: row for row in rows.itertuples()}
    lines = []
    for case in cases(evidence, plain, schemas):
        row = said.get(case.dispute_id)
        if row is None or ((row.table, row.key) == place[:2] and place.field in ("", row.field)):
            continue  # decided, or named by the place itself
        if _bears_on(case, place, plain | evidence):
            about = f"{row.table} {row.key} {row.field}: {row.claim}"
            lines.append(f"Dispute {row.dispute_id} of {row.received}, {row.state}, bears on this: {about}")
    return lines


def _bears_on(case: Case, place: Place, tables: Tables) -> bool:
    """Whether the disputed cell, or a statement behind it, stands behind a row or cell."""
    if place.table == STATEMENTS:
        return place.key in case.behind
    if place.table == "claims":
        return not case.behind.isdisjoint(judging(tables, place.key))
    if place.field:
        traces = traces_of(tables, Cell(*place))
    else:
        traces = tables["provenance"]
        traces = traces[(traces["table"] == place.table) & (traces["key"] == place.key)]
    here = case.cell[:2] == place[:2] and place.field in ("", case.cell.field)
    return here or not case.behind.isdisjoint(traces["statement_id"].dropna())
