"""Names, events, relations and observations: what an entity has many of."""

import pytest

from scripts.compile.many import compile_events, compile_names, compile_observations, compile_relations
from tests.small import Evidence, entity, source


def first(rows, key):
    return rows.drop_duplicates(key)


def names_of(evidence):
    rows = compile_names(evidence.tables, evidence.facts)
    return first(rows, "name_id").set_index("name")


def test_the_name_of_the_entity_is_primary_though_no_source_writes_it():
    names = names_of(Evidence(entity("alpha")))
    assert names["kind"].to_dict() == {"Alpha": "primary"}
    assert names["n_independent"].tolist() == [0]


def test_names_as_written_are_aliases_and_counted_by_origin():
    evidence = Evidence(entity("alpha"))
    evidence.says("src-press", "alpha", "activity", "x", name_as_written="ALPHA s.a.")
    evidence.says("src-company", "alpha", "activity", "x", name_as_written="ALPHA s.a.")
    evidence.says("src-company", "alpha", "website", "https://alpha.be", name_as_written="Alpha")
    names = names_of(evidence)
    assert names["kind"].to_dict() == {"Alpha": "primary", "ALPHA s.a.": "alias"}
    assert names["n_independent"].to_dict() == {"Alpha": 1, "ALPHA s.a.": 2}


def test_a_renaming_ends_one_name_and_begins_another():
    evidence = Evidence(entity("alpha"))
    evidence.says("src-press", "alpha", "renamed", "Alpha", name_as_written="Omega", period="2021-10")
    names = names_of(evidence)
    assert names["kind"].to_dict() == {"Alpha": "primary", "Omega": "former"}
    assert names.loc["Omega", "valid_until"] == "2021-10"
    assert names.loc["Alpha", "valid_from"] == "2021-10"


@pytest.mark.parametrize(
    ("property_", "kind"),
    [("legal_name", "legal"), ("acronym", "acronym"), ("name_nl", "translation"), ("alias", "alias")],
)
def test_a_stated_name_has_the_kind_of_its_property(property_, kind):
    evidence = Evidence(entity("alpha"))
    evidence.says("src-press", "alpha", property_, "Other", name_as_written="Alpha")
    assert names_of(evidence).loc["Other", "kind"] == kind


def events_of(*reports, sources=()):
    """Events from (source, property, value, period)."""
    evidence = Evidence(entity("alpha"), entity("beta"), entity("gamma"), sources=list(sources))
    for source_id, property_, value, period in reports:
        object_id = value if value in ("beta", "gamma") else ""
        evidence.says(source_id, "alpha", property_, value, period=period, object_id=object_id)
    return compile_events(evidence.tables, evidence.facts)


def test_an_event_takes_the_most_precise_of_the_dates_that_agree():
    rows = events_of(("src-company", "acquired", "beta", "2016"), ("src-press", "acquired", "beta", "2016-12-07"))
    event = first(rows, "event_id").iloc[0]
    assert (event["date"], event["contested"], event["n_independent"]) == ("2016-12-07", False, 2)
    assert (event["date_earliest"], event["date_latest"]) == ("2016-12-07", "2016-12-07")
    assert event["object_id"] == "beta"


def test_a_date_that_contradicts_the_more_precise_one_is_a_rival():
    rows = events_of(
        ("src-company", "acquired", "beta", "2016"),
        ("src-cluster", "acquired", "beta", "2016-12"),
        ("src-press", "acquired", "beta", "2016-05"),
    )
    assert set(rows["date"]) == {"2016-12"}
    assert rows.set_index("source_id")["role"].to_dict() == {
        "src-company": "adopted", "src-cluster": "agrees", "src-press": "rival",
    }  # fmt: skip
    assert rows["contested"].all()


def test_a_report_without_a_date_does_not_decide_among_dates():
    rows = events_of(
        ("src-official_gazette", "closed", "true", ""),
        ("src-company", "closed", "true", "2015"),
        ("src-press", "closed", "true", "2017"),
    )
    assert set(rows["date"]) == {"2015"}
    assert rows["contested"].all()
    assert rows.set_index("source_id")["role"].to_dict() == {
        "src-company": "adopted", "src-official_gazette": "agrees", "src-press": "rival",
    }  # fmt: skip


def test_where_sources_are_undecided_the_date_is_blank_within_bounds():
    equals = [source("p1"), source("p2")]
    rows = events_of(("p1", "founded", "2014", ""), ("p2", "founded", "2016-03", ""), sources=equals)
    event = first(rows, "event_id").iloc[0]
    assert rows["event_id"].nunique() == 1
    assert rows["date"].isna().all()
    assert (event["date_earliest"], event["date_latest"]) == ("2014-01-01", "2016-03-31")
    assert set(rows["role"]) == {"rival"}
    assert event["undecided"]


def test_an_event_without_any_date_keeps_the_bounds_of_its_report():
    evidence = Evidence(entity("alpha"))
    evidence.says("src-press", "alpha", "closed", "true", date_latest="2020-05-01")
    event = compile_events(evidence.tables, evidence.facts).iloc[0]
    assert str(event["date"]) == "nan"
    assert event["date_latest"] == "2020-05-01"
    assert not event["contested"]


def test_take_overs_by_two_buyers_are_two_events_and_details_stay():
    rows = events_of(
        ("src-press", "acquired", "beta", "2010"), ("src-press", "acquired", "gamma", "2015"),
        ("src-press", "listed", "Euronext Brussels: ALPH", "2012"),
    )  # fmt: skip
    assert rows["event_id"].nunique() == 3
    assert rows.set_index("kind")["detail"]["listed"] == "Euronext Brussels: ALPH"
    assert rows.query("kind == 'acquired'")["detail"].isna().all()


def relations_of(*stated):
    evidence = Evidence(entity("alpha"), entity("beta"))
    for source_id, subject, property_, object_id, more in stated:
        evidence.says(source_id, subject, property_, object_id, object_id=object_id, **more)
    return compile_relations(evidence.tables, evidence.facts)


def test_a_predecessor_is_a_successor_seen_from_the_other_end():
    before = ("src-press", "beta", "predecessor", "alpha", {})
    rows = relations_of(before, ("src-company", "alpha", "successor", "beta", {}))
    relation = first(rows, "relation_id")[["subject_id", "kind", "object_id", "n_independent"]]
    assert relation.to_numpy().tolist() == [["alpha", "successor", "beta", 2]]


def test_a_relation_is_dated_by_the_last_period_in_which_it_was_seen():
    rows = relations_of(
        ("src-press", "alpha", "member_of", "beta", {"period": "2010/2012"}),
        ("src-company", "alpha", "member_of", "beta", {"period": "2011"}),
        ("src-cluster", "alpha", "member_of", "beta", {}),
    )
    assert set(rows["date"]) == {"2011"}
    assert str(relations_of(("src-press", "alpha", "parent", "beta", {}))["date"].iloc[0]) == "nan"


def test_a_relation_to_what_is_no_entity_is_left_out():
    evidence = Evidence(entity("alpha"))
    evidence.says("src-press", "alpha", "member_of", "some club")
    assert compile_relations(evidence.tables, evidence.facts).empty


def observations_of(*counts, sources=()):
    evidence = Evidence(entity("alpha", "cluster"), sources=list(sources))
    for source_id, value, more in counts:
        evidence.says(source_id, "alpha", "members", value, **{"unit": "count", "period": "2020", **more})
    return compile_observations(evidence.tables, evidence.candidates)


def test_counts_of_one_date_are_one_observation_and_rivals_are_named():
    rows = observations_of(("src-cluster", "164", {}), ("src-press", "164", {}), ("src-promotion_agency", "139", {}))
    assert rows["observation_id"].nunique() == 1
    assert rows["role"].tolist() == ["adopted", "agrees", "rival"]
    shown = first(rows, "observation_id")[["value", "contested", "n_independent"]]
    assert shown.to_numpy().tolist() == [[164.0, True, 2]]


def test_counts_of_different_things_dates_or_units_are_different_observations():
    rows = observations_of(
        ("src-cluster", "164", {}), ("src-cluster", "164", {"counted": "companies"}),
        ("src-cluster", "164", {"period": "2021"}), ("src-cluster", "164", {"unit": "persons"}),
    )  # fmt: skip
    assert rows["observation_id"].nunique() == 4
    assert not rows["contested"].any()


def test_undated_counts_never_contradict_each_other():
    rows = observations_of(("src-cluster", "164", {"period": ""}), ("src-press", "139", {"period": ""}))
    assert rows["observation_id"].nunique() == 2
    assert set(rows["as_of_basis"]) == {"bounded"}
    assert not rows["contested"].any()


def test_an_undecided_count_is_blank_within_its_bounds():
    rows = observations_of(("p1", "164", {}), ("p2", "139", {}), sources=[source("p1"), source("p2")])
    shown = first(rows, "observation_id").iloc[0]
    assert rows["value"].isna().all()
    assert (shown["value_low"], shown["value_high"], shown["undecided"]) == (139.0, 164.0, True)
    assert set(rows["role"]) == {"rival"}
