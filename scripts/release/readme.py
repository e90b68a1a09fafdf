"""README.md of the archive, for those who only have the archive."""

from scripts.release.metadata.record import Record

TEXT = """# {title}

{description}

Version {version}, released {day}: {n_tables} tables, {n_rows:,} rows.
Licence of the data: [{license}]({license_url}); what belongs to others is named in `NOTICE` and not licensed here.
It is no official register, no membership list, not complete, and endorsed by none of those it describes.

## Load

```python
import pandas as pd
companies = pd.read_csv("data/companies.csv")  # or pd.read_parquet("parquet/companies.parquet")
```

```sql
-- sqlite3 {name}.sqlite; switch foreign keys on if you change it: PRAGMA foreign_keys = ON;
SELECT source_id, count(*) FROM statements GROUP BY source_id;
```

`{name}.xlsx` holds the same tables, a sheet each; its first sheet explains every column.
Blanks are explained in `data/gaps.csv`; where each value comes from stands in `data/provenance.csv`.

## Cite

{citation}

`CITATION.cff` and `datacite.json` say it for machines. For a single value cite its original source too.

## Check

`sha256sum --check SHA256SUMS` proves that no file was changed. With the code of the package,
`python -m scripts verify ARCHIVE` also proves that all formats hold the same values.

## Files

| file | what it is |
|---|---|
| `datapackage.json`, `schemas/` | descriptor (Data Package v2); types, keys and meaning of every column |
| `data/`, `data/evidence/` | the tables as CSV: compiled, and the evidence that they are compiled from |
| `parquet/` | the same tables with their types |
| `{name}.sqlite` | the same tables with keys and foreign keys |
| `{name}.xlsx` | the same tables as a workbook |
| `CHANGES.md`, `CHANGELOG.md` | what changed since the previous release, and in all of them |
| `ro-crate-metadata.json`, `croissant.json`, `schema-org.jsonld`, `dcat.ttl`, `datacite.json`, `zenodo.json` | \
the same description for catalogues and tools |
| `LICENSE-DATA`, `LICENSE`, `NOTICE` | licence of the data, of the code, and whose facts these are |

## Tables

| table | rows | what it holds |
|---|---:|---|
{tables}
"""


def render(record: Record) -> bytes:
    """Return the README of a release."""
    return TEXT.format(
        title=record.title,
        name=record.name,
        description=record.description,
        version=record.version,
        day=record.day,
        n_tables=len(record.tables),
        n_rows=record.n_rows,
        license=record.license.title,
        license_url=record.license.url,
        citation=record.citation,
        tables="\n".join(f"| `{file.table}` | {file.rows} | {file.title} |" for file in record.tables),
    ).encode()
