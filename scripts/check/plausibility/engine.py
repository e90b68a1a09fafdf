"""Great Expectations at work: suites against tables, complete results by key, Data Docs.

Its import takes seconds and so waits until a suite is to run.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pandas as pd

from scripts.check.context import Context
from scripts.check.plausibility.suites import Suite

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.data_context import AbstractDataContext

SITE = "plausibility"


def validate(context: Context, suites: list[Suite]) -> Iterator[tuple[Suite, list[dict]]]:
    """Yield every suite with its failed expectations as Great Expectations' JSON.

    Results are complete: they list the key of every row that counts against an expectation. To
    list these keys takes a hundred times as long as to count them, so only failures are asked.
    """
    ephemeral = _ephemeral()
    for suite in suites:
        batch = _definition_of_batch(ephemeral, suite).get_batch({"dataframe": frame(context, suite)})
        outcome = batch.validate(_expectations(suite), result_format={"result_format": "BOOLEAN_ONLY"})
        failed = [result.expectation_config.to_json_dict() for result in outcome.results if not result.success]
        if failed:
            again = Suite(suite.name, suite.path, {"expectations": failed})
            outcome = batch.validate(_expectations(again), result_format=_complete(context, suite))
            yield suite, [result.to_json_dict() for result in outcome.results]


def build_docs(context: Context, suites: list[Suite], folder: Path) -> Path:
    """Write Great Expectations' Data Docs and return their first page.

    Their pages load scripts from many hosts: they belong in the build folder and are published
    nowhere.
    """
    gx, ephemeral = _great_expectations(), _ephemeral()
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
    for other in list(ephemeral.variables.data_docs_sites or {}):
        ephemeral.delete_data_docs_site(other)
    index = {"class_name": "DefaultSiteIndexBuilder"}
    site = {"class_name": "SiteBuilder", "store_backend": store, "site_index_builder": index}
    ephemeral.add_data_docs_site(SITE, site)
    for suite in suites:
        listed = ephemeral.suites.add(_expectations(suite))
        definition = gx.ValidationDefinition(
            name=suite.name, data=_definition_of_batch(ephemeral, suite), suite=listed
        )
        definition = ephemeral.validation_definitions.add(definition)
        checkpoint = gx.Checkpoint(name=suite.name, validation_definitions=[definition], result_format="SUMMARY")
        ephemeral.checkpoints.add(checkpoint).run(batch_parameters={"dataframe": frame(context, suite)})
    ephemeral.build_data_docs()
    return folder / "index.html"


def frame(context: Context, suite: Suite) -> pd.DataFrame:
    """The table of a suite in plain Python values, blanks None, and the years of its dates."""
    table = context.typed[suite.name].reset_index(drop=True)
    plain = table.astype("object").where(table.notna(), None)
    for column in suite.years_of:
        plain[f"{column}_year"] = pd.to_numeric(table[column].str[:4], errors="coerce")
    return plain


def _great_expectations() -> ModuleType:
    """Import the library; it would report its use to its makers unless told not to before."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    return great_expectations


def _ephemeral() -> AbstractDataContext:
    """A context that lives in memory and draws no progress bars."""
    ephemeral = _great_expectations().get_context(mode="ephemeral")
    from great_expectations.data_context.types.base import ProgressBarsConfig

    ephemeral.variables.progress_bars = ProgressBarsConfig(globally=False)
    return ephemeral


def _definition_of_batch(ephemeral: AbstractDataContext, suite: Suite) -> BatchDefinition:
    source = ephemeral.data_sources.add_pandas(suite.name)
    return source.add_dataframe_asset(suite.name).add_batch_definition_whole_dataframe("whole")


def _expectations(suite: Suite) -> ExpectationSuite:
    return _great_expectations().ExpectationSuite(name=suite.name, expectations=suite.content["expectations"])


def _complete(context: Context, suite: Suite) -> dict:
    key = context.package.resources[suite.name].schema.primary_key
    return {"result_format": "COMPLETE", "unexpected_index_column_names": key, "include_unexpected_rows": False}
