"""What the package holds, in a few lines."""

import pandas as pd


def summarise(tables: dict[str, pd.DataFrame], version: str) -> list[str]:
    """Count what the package holds. In: every resource as text. Out: lines of plain words."""
    companies, hubs = tables["companies"], tables["hubs"]
    scope = companies[companies["in_scope"] == "true"]
    indicators, claims = tables["national_indicators"], tables["claims"]
    verdicts = claims["verdict"].str.replace("_", " ").value_counts()
    return [
        f"wallonia-biotech {version}",
        f"  {len(tables['statements'])} statements from {len(tables['sources'])} sources",
        f"  {len(companies)} companies, {len(scope)} of them Walloon life-science companies,"
        f" {(scope['status'] == 'active').sum()} confirmed active",
        f"  {len(tables['clusters'])} clusters, {(hubs['kind'] == 'city_hub').sum()} city hubs,"
        f" {(hubs['kind'] != 'city_hub').sum()} parks and incubators,"
        f" {len(tables['institutions'])} institutions",
        f"  {len(indicators)} figures of {indicators['indicator_id'].nunique()} indicators,"
        f" {(indicators['contested'] == 'true').sum()} contested",
        f"  {len(claims)} claims checked: "
        + ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())),
    ]
