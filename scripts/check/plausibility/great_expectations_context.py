"""Great Expectations in memory: batches, suites, and its own pages.

Its import takes seconds, so this module is imported only when a suite is to run.
"""

import logging
import os
from pathlib import Path

import pandas as pd

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # it would report its use to its makers unless told not to before
import great_expectations as gx
from great_expectations.core.batch import Batch
from great_expectations.data_context.types.base import ProgressBarsConfig

logging.getLogger("great_expectations").setLevel(logging.ERROR)
CONTEXT = gx.get_context(mode="ephemeral")
CONTEXT.variables.progress_bars = ProgressBarsConfig(globally=False)
SITE = "plausibility"


def _definition(table: str) -> gx.core.batch_definition.BatchDefinition:
    source = CONTEXT.data_sources.add_or_update_pandas(table)
    return source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("whole")


def batch_of(table: str, frame: pd.DataFrame) -> Batch:
    """Return a table as a batch."""
    return _definition(table).get_batch({"dataframe": frame})


def expectation_suite(table: str, expectations: list[dict]) -> gx.ExpectationSuite:
    """Return expectations, in Great Expectations' JSON, as a suite."""
    return gx.ExpectationSuite(name=table, expectations=expectations)


def build_pages(suites: dict[str, dict], frames: dict[str, pd.DataFrame], folder: Path) -> Path:
    """Write Great Expectations' Data Docs and return their first page.

    Their pages load scripts from many hosts: they belong in the build folder and are published nowhere.
    """
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
    for other in list(CONTEXT.variables.data_docs_sites or {}):
        CONTEXT.delete_data_docs_site(other)
    index = {"class_name": "DefaultSiteIndexBuilder"}
    CONTEXT.add_data_docs_site(SITE, {"class_name": "SiteBuilder", "store_backend": store, "site_index_builder": index})
    for table, suite in suites.items():
        listed = CONTEXT.suites.add_or_update(expectation_suite(table, suite["expectations"]))
        definition = gx.ValidationDefinition(name=table, data=_definition(table), suite=listed)
        definition = CONTEXT.validation_definitions.add_or_update(definition)
        checkpoint = gx.Checkpoint(name=table, validation_definitions=[definition], result_format="SUMMARY")
        CONTEXT.checkpoints.add_or_update(checkpoint).run(batch_parameters={"dataframe": frames[table]})
    CONTEXT.build_data_docs()
    return folder / "index.html"
