"""Files at the root of the package that are generated and committed: CITATION.cff and NOTICE."""

import pandas as pd

from scripts.release import notice
from scripts.release.metadata import cff
from scripts.release.metadata.record import read_record


def root_files(descriptor: dict, sources: pd.DataFrame, statements: pd.DataFrame) -> dict[str, bytes]:
    """Return the generated files by name, from the descriptor and two tables of evidence."""
    record = read_record(descriptor)
    return {"CITATION.cff": cff.render(record), "NOTICE": notice.render(record, sources, statements)}
