"""What the package holds, counted: in a few lines, and as the sentence that opens the README."""


from scripts.evidence.columns import Tables


def summarise(tables: Tables, version: str) -> list[str]:
    """Count what the package holds, in lines of plain words."""
    companies, hubs, figures = tables["companies"], tables["hubs"], tables["national_indicators"]
    scope = companies[companies["in_scope"] == "true"]
    city_hubs = (hubs["kind"] == "city_hub").sum()
    verdicts = tables["claims"]["verdict"].str.replace("_", " ").value_counts()
    return [
        f"wallonia-biotech {version}",
        f"  {len(tables['statements'])} statements from {len(tables['sources'])} sources",
        f"  {len(companies)} companies, {len(scope)} of them Walloon life-science companies,"
        f" {(scope['status'] == 'active').sum()} confirmed active",
        f"  {len(tables['clusters'])} clusters, {city_hubs} city hubs, {len(hubs) - city_hubs} parks and incubators,"
        f" {len(tables['institutions'])} institutions",
        f"  {len(figures)} figures of {figures['indicator_id'].nunique()} indicators,"
        f" {(figures['contested'] == 'true').sum()} contested",
        f"  {len(tables['claims'])} claims checked: "
        + ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())),
    ]


def opening(tables: Tables) -> str:
    """Say in one sentence of Markdown what the package holds."""
    city_hubs = (tables["hubs"]["kind"] == "city_hub").sum()
    return (
        "An open data package on the life sciences in Wallonia and Belgium:"
        f" **{len(tables['statements']):,} statements** from {len(tables['sources']):,} public sources, compiled into"
        f" **{(tables['companies']['in_scope'] == 'true').sum():,} Walloon life-science companies**,"
        f" {len(tables['clusters']):,} clusters, {city_hubs} city hubs and"
        f" **{len(tables['national_indicators']):,} national figures**, and"
        f" {len(tables['claims'])} printed claims checked against them.\n"
    )
