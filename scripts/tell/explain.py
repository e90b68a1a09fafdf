"""Say where a value comes from, what speaks against it, or why there is none."""

import pandas as pd

from scripts.tell.amounts import amount
from scripts.tell.argument import argument
from scripts.tell.lookup import Tables, check_field, find_row

WHOLE_ROW = "*"
ROLE_WORDS = {
    "adopted": "stated by",
    "agrees": "agrees",
    "rival": "differs",
    "derived_from": "derived from",
}
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


def explain(
    tables: Tables, keys: dict[str, str], table: str, key: str, field: str | None, version: str
) -> list[str]:
    """Explain a row, or one cell of it, in lines of plain words.

    In: every resource as text by name, the key column by table, and what to explain. Raises
    NotFound with a suggestion.
    """
    row = find_row(tables, keys, table, key)
    if field is not None:
        check_field(row, field)
        return [*_cell(tables, table, key, field, row), _cite(tables, table, key, field, version)]
    if table == "claims":
        return [*answer(tables, row), f"Cite: {_here(table, key, WHOLE_ROW, version)}"]
    if table == "reconciliations":
        return argument(tables, key)
    lines = [f"{table} {key}"]
    for name, value in row.items():
        lines.append(f"  {name}: {value or _blank(tables, table, key, name)}{_mark(tables, table, key, name)}")
    whole = _trace(tables, table, key, WHOLE_ROW)
    lines += _statements(tables, whole) if len(whole) else _sources(tables, table, key)
    if row.get("reconciliation_id"):
        lines += argument(tables, row["reconciliation_id"])
    return [*lines, _cite(tables, table, key, WHOLE_ROW, version)]


def _cell(tables: Tables, table: str, key: str, field: str, row: pd.Series) -> list[str]:
    value = row[field] or f"blank: {_blank(tables, table, key, field)}"
    trace = _trace(tables, table, key, field)
    lines = [f"{table} {key}, {field}: {value}"]
    rules = ", ".join(dict.fromkeys(trace["rule"]))
    return [*lines, *_statements(tables, trace), *([f"  rule: {rules}"] if rules else [])]


def answer(tables: Tables, row: pd.Series) -> list[str]:
    """The journalist's answer to a row of claims: what to print, why, what instead, how sure."""
    lines = [
        f"“{row['as_written']}” ({_lines(row)} of the article)",
        f"{row['verdict'].replace('_', ' ')}: {row['print_advice']}",
        f"Why: {row['why']}",
    ]
    for column, table, key in (
        ("use_instead", "national_indicators", "observation_id"),
        ("use_instead_observation", "observations", "observation_id"),
    ):
        if row[column]:
            better = tables[table].set_index(key).loc[row[column]]
            lines.append(f"Use instead: {_figure(tables, better)}")
    decided = f" Decided by reconciliation {row['reconciliation_id']}." if row["reconciliation_id"] else ""
    counts = f"Independent statements for it: {row['n_confirming']}, against it: {row['n_contradicting']}."
    return [*lines, counts + decided]


def _figure(tables: Tables, row: pd.Series) -> str:
    what = row["indicator_id"] if "indicator_id" in row else f"{row['measure']} of {row['entity_id']}"
    if "indicator_id" in row:
        titles = tables["indicators"].set_index("indicator_id")["title"]
        what = f"{titles[row['indicator_id']]}, {row['geo_code']}"
    period = row["period"] if "period" in row else row["as_of"]
    source = _source_of(tables, row["statement_id"])
    return f"{amount(tables, row)} ({what}, {period or 'undated'}; {source})"


def _lines(row: pd.Series) -> str:
    same = row["line_start"] == row["line_end"]
    return f"line {row['line_start']}" if same else f"lines {row['line_start']}-{row['line_end']}"


def _trace(tables: Tables, table: str, key: str, field: str) -> pd.DataFrame:
    """Provenance of a cell; where it has no row of its own, that of the whole row."""
    rows = tables["provenance"].query("table == @table and key == @key")
    own = rows[rows["field"] == field]
    return own if len(own) else rows[rows["field"] == WHOLE_ROW]


def _statements(tables: Tables, trace: pd.DataFrame) -> list[str]:
    statements = tables["statements"].set_index("statement_id")
    lines = []
    for role, statement_id in zip(trace["role"], trace["statement_id"], strict=True):
        if not statement_id:
            continue
        row = statements.loc[statement_id]
        words = row["as_written"] or row["transcribed_value"] or row["value"]
        when = f", {row['period']}" if row["period"] else ""
        lines.append(
            f"  {ROLE_WORDS[role]}: {amount(tables, row)}{when}, “{words}”, {_source_of(tables, statement_id)}"
            f" [{statement_id}]"
        )
    return lines


def _sources(tables: Tables, table: str, key: str) -> list[str]:
    """Every source of some cell of a row, each once."""
    rows = tables["provenance"].query("table == @table and key == @key and statement_id != ''")
    known = dict.fromkeys(_source_of(tables, statement_id) for statement_id in rows["statement_id"].drop_duplicates())
    return [f"  source: {source}" for source in known]


def _source_of(tables: Tables, statement_id: str) -> str:
    if not statement_id:
        return "computed by the build"
    source_id = tables["statements"].set_index("statement_id")["source_id"][statement_id]
    source = tables["sources"].set_index("source_id").loc[source_id]
    date = f", {source['published']}" if source["published"] else ""
    return f"{source['publisher']}{date}, {source['url'] or 'no public address'}"


def _blank(tables: Tables, table: str, key: str, field: str) -> str:
    gap = tables["gaps"].query("table == @table and key == @key and field == @field")
    return f"({GAP_WORDS[gap.iloc[0]['reason']]})" if len(gap) else "—"


def _mark(tables: Tables, table: str, key: str, field: str) -> str:
    rivals = tables["provenance"].query(
        "table == @table and key == @key and field == @field and role == 'rival'"
    )
    return f"  [{len(rivals)} statements differ]" if len(rivals) else ""


def _cite(tables: Tables, table: str, key: str, field: str, version: str) -> str:
    trace = _trace(tables, table, key, field)
    adopted = trace[trace["statement_id"] != ""]
    origin = f"{_source_of(tables, adopted.iloc[0]['statement_id'])}; via " if len(adopted) else ""
    return f"Cite: {origin}{_here(table, key, field, version)}"


def _here(table: str, key: str, field: str, version: str) -> str:
    cell = "" if field == WHOLE_ROW else f", {field}"
    return f"wallonia-biotech {version}, {table} {key}{cell}"
