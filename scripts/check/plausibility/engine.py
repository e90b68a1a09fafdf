"""Great Expectations at work: suites against tables, complete results by key, Data Docs.

Its import takes seconds, so that this module is imported by functions only. It reports usage
to its makers unless told not to before its import; nothing here goes over the network.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from scripts.check.context import Context
from scripts.check.plausibility.suites import Suite

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx  # noqa: E402
from great_expectations.data_context import AbstractDataContext  # noqa: E402
from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: E402

logging.getLogger("great_expectations").setLevel(logging.ERROR)
SITE = "plausibility"


def validate(context: Context, suites: list[Suite]) -> Iterator[tuple[Suite, list[dict]]]:
    """Yield every suite with its failed expectations as Great Expectations' JSON.

    Results are complete: they list the key of every row that counts against an expectation. To
    list these keys takes a hundred times as long as to count them, so only failures are asked.
    """
    ephemeral = _ephemeral()
    for suite in suites:
        data = {"batch_parameters": {"dataframe": frame(context, suite)}}
        definition = _definition(ephemeral, suite, suite.content["expectations"])
        outcome = definition.run(**data, result_format={"result_format": "BOOLEAN_ONLY"})
        failed = [result.expectation_config for result in outcome.results if not result.success]
        if failed:
            definition = _definition(ephemeral, suite, [config.to_json_dict() for config in failed])
            outcome = definition.run(**data, result_format=_complete(context, suite))
            yield suite, [result.to_json_dict() for result in outcome.results]


def build_docs(context: Context, suites: list[Suite], folder: Path) -> Path:
    """Write Great Expectations' Data Docs, with complete results, and return their first page.

    Their pages load scripts from many hosts: they belong in the build folder and are published
    nowhere.
    """
    ephemeral = _ephemeral()
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
    for site in list(ephemeral.variables.data_docs_sites or {}):
        ephemeral.delete_data_docs_site(site)
    ephemeral.add_data_docs_site(
        SITE, {"class_name": "SiteBuilder", "store_backend": store, "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}}
    )
    for suite in suites:
        definition = _definition(ephemeral, suite, suite.content["expectations"])
        checkpoint = gx.Checkpoint(
            name=suite.name, validation_definitions=[definition], result_format="SUMMARY"
        )
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


def _ephemeral() -> AbstractDataContext:
    ephemeral = gx.get_context(mode="ephemeral")
    ephemeral.variables.progress_bars = ProgressBarsConfig(globally=False)
    return ephemeral


def _definition(ephemeral: AbstractDataContext, suite: Suite, expectations: list[dict]) -> gx.ValidationDefinition:
    name = f"{suite.name} {len(expectations)}"
    source = ephemeral.data_sources.add_or_update_pandas(name)
    batch = source.add_dataframe_asset(suite.name).add_batch_definition_whole_dataframe("whole")
    listed = ephemeral.suites.add_or_update(gx.ExpectationSuite(name=name, expectations=expectations))
    definition = gx.ValidationDefinition(name=name, data=batch, suite=listed)
    return ephemeral.validation_definitions.add_or_update(definition)


def _complete(context: Context, suite: Suite) -> dict:
    key = context.package.resources[suite.name].schema.primary_key
    return {"result_format": "COMPLETE", "unexpected_index_column_names": key, "include_unexpected_rows": False}
