"""How many companies the package itself holds, under each rule of inclusion."""

import pandas as pd


def own_counts(companies: pd.DataFrame) -> pd.DataFrame:
    """Count rows of companies for comparison with published counts.

    In: the table of companies, typed. Out: `count_id` (str) and `value` (int64): all companies;
    those with a Walloon site; those in scope; those in scope that nothing shows to have ended;
    those in scope that a sign of the last years shows to be active.
    """
    in_scope = companies["in_scope"]
    going = companies["status"].isin(["active", "unconfirmed"])
    rules = {
        "companies_all": pd.Series(True, index=companies.index),
        "companies_with_walloon_site": companies["has_walloon_site"],
        "companies_in_scope": in_scope,
        "companies_in_scope_not_ended": in_scope & going,
        "companies_in_scope_active": in_scope & (companies["status"] == "active"),
    }
    return pd.DataFrame(
        {"count_id": list(rules), "value": [int(rule.sum()) for rule in rules.values()]}
    )
