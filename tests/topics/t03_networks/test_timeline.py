"""The timeline of lesson 03: every landmark in its lane, and the stages as the list has them."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.display.ranges import range_text
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t03_networks.landmarks import STAGES, large_bombings, radius, spans
from tests.figures import charts

EVENTS = load("events_landmark").set_index("name")
NONE = int(EVENTS["essay_stage"].isna().sum())
BEFORE_NAIROBI = large_bombings(load("events_landmark"), pd.Timestamp("1998-08-07"), 100)


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.timeline()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


@pytest.fixture(scope="module")
def marks(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "landmarks")).set_index("name")


# ---- the dots


def test_there_is_a_dot_for_every_landmark_in_the_lane_of_its_stage(marks: pd.DataFrame) -> None:
    assert sorted(marks.index) == sorted(EVENTS.index)
    assert (marks["year"] == EVENTS.loc[marks.index, "date"].dt.year).all()
    stages = EVENTS.loc[marks.index, "essay_stage"].astype(object)
    assert list(marks["stage"]) == list(stages.where(stages.notna(), "none"))
    tops = marks.groupby("stage")["y"].agg(["min", "max"]).loc[[*STAGES, "none"]]
    assert (tops["min"].iloc[1:].to_numpy() > tops["max"].iloc[:-1].to_numpy()).all()


def test_a_dots_area_is_the_low_figure_and_its_rings_the_high_one(marks: pd.DataFrame) -> None:
    for name, row in EVENTS.iterrows():
        for end in ("low", "high"):
            wanted = 4 * radius(row[f"victims_killed_{end}"]) ** 2
            assert marks.loc[name, f"{end}_size"] == pytest.approx(wanted, abs=0.5)
    largest = marks["low_size"].idxmax()
    assert largest == "11 September attacks"


def test_the_table_gives_both_figures_in_words(marks: pd.DataFrame) -> None:
    for name, row in EVENTS.iterrows():
        wanted = range_text(row["victims_killed_low"], row["victims_killed_high"])
        assert marks.loc[name, "killed"] == wanted.replace("unknown", "not known")
    assert marks.loc["Baga massacre", "killed"] == "100 to 2,000"
    assert marks.loc["Chibok school abduction", "killed"] == "not known"


def test_what_the_tooltip_says_the_table_says_and_people_come_before_groups(
    figure: Instrument, spec: dict
) -> None:
    shown = [tip["field"] for tip in charts.layer(spec, "landmarks")["encoding"]["tooltip"]]
    assert shown == [field for field, _, _ in figure.twin[0]["columns"]]
    assert shown.index("killed") < shown.index("group")


def test_a_name_stands_at_its_own_landmark_with_its_own_figure(
    spec: dict, marks: pd.DataFrame
) -> None:
    by_when = marks.reset_index().set_index(["when", "y"])
    above = charts.rows(spec, "labelAbove")
    assert {(row["among"], row["narrow"]) for row in above} == {
        (among, narrow) for among in ("all", "bombing") for narrow in (True, False)
    }
    for row in above:
        place = by_when.loc[(row["when"], row["y"])]
        assert place["stage"] == "none"
        words, _, number = row["words"].partition(": ")
        assert number == ("" if row["narrow"] else place["low"])
        assert words.removeprefix("off ") in f"{place['name']} {place['place']}"
    for row in charts.rows(spec, "labelBeside"):
        place = by_when.loc[(row["when"], row["y"])]
        assert row["low"] == place["low"]
        assert row["words"] in f"{place['name']} {place['place']}"


def test_the_eight_bombings_before_nairobi_are_named_among_the_bombings(
    spec: dict, marks: pd.DataFrame
) -> None:
    named = [
        row["when"]
        for row in charts.rows(spec, "labelAbove")
        if (row["among"], row["narrow"]) == ("bombing", False)
    ]
    assert sorted(named) == sorted(marks.loc[BEFORE_NAIROBI["name"], "when"])


def test_a_lane_has_its_stages_colour_and_its_heading_counts_what_is_shown(spec: dict) -> None:
    scale = charts.layer(spec, "landmarks")["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == palette.STAGES
    heading = charts.layer(spec, "lanes")["transform"]
    assert {"op": "sum", "field": "_in", "as": "many"} in heading[1]["aggregate"]


def test_the_pale_bands_are_the_years_of_the_sentence(spec: dict) -> None:
    bands = {row["stage"]: (row["from"], row["to"]) for row in charts.rows(spec, "said")}
    assert bands == {
        "hijackings": (1980, 1990),
        "al-qaeda-bombings": (1996, 2001),
        "9-11": (2001, 2002),
        "islamic-state": (None, None),
        "none": (None, None),
    }


# ---- what is said


def test_the_steps_say_what_the_table_says(figure: Instrument) -> None:
    sentence, before, leaves = (say for _, _, say in figure.steps)
    found = spans(load("events_landmark"))
    assert found["first"].is_monotonic_increasing
    assert f"They hold {found['landmarks'].sum()} of the {len(EVENTS)} landmarks" in sentence
    assert len(BEFORE_NAIROBI) == 8
    assert "eight bombings had killed 100 people or more" in before
    assert BEFORE_NAIROBI["essay_stage"].isna().all()
    assert NONE == 100
    assert leaves.startswith("A hundred landmarks fit no stage")
    rest = EVENTS[EVENTS["essay_stage"].isna()]
    assert {"state", "nationalist", "right", "other"} <= set(rest["ideology"])
    assert rest["perpetrator_group"].str.contains("Aum Shinrikyo").any()


def test_the_steps_show_the_stages_then_the_bombings_before_then_all(figure: Instrument) -> None:
    settings = [values for _, values, _ in figure.steps]
    assert settings == [
        {"only": "all", "until": 2024, "rest": False},
        {"only": "bombing", "until": 1997, "rest": True},
        {"only": "all", "until": 2024, "rest": True},
    ]
    assert not EVENTS["date"].between("1998-01-01", "1998-08-06").any()


@pytest.mark.parametrize(
    ("until", "only", "shown"),
    [
        (2024, "all", ""),
        (1997, "bombing", ", only the tactic “bombing”"),
        (2001, "state", ", only makers coded “state”"),
    ],
)
def test_a_setting_reads_as_counting_the_table_does(until: int, only: str, shown: str) -> None:
    figure = instruments.timeline()
    figure.set(until=until, only=only)
    chosen = EVENTS[EVENTS["date"].dt.year <= until]
    if only == "bombing":
        chosen = chosen[chosen["tactic"].isin(["bombing", "suicide-bombing"])]
    elif only != "all":
        chosen = chosen[chosen["ideology"] == only]
    years, none = chosen["date"].dt.year, int(chosen["essay_stage"].isna().sum())
    assert figure.said() == (
        f"Until {until}{shown}: {len(chosen)} landmarks, the first in {years.min()} and the last "
        f"in {years.max()}. {len(chosen) - none} lie in the four stages, {none} in none of "
        "them."
    )


def test_one_and_none_are_said_as_such() -> None:
    figure = instruments.timeline()
    figure.set(until=1968)
    assert figure.said() == "Until 1968: one landmark, in 1968."
    figure.set(only="state")
    assert figure.said() == ("Until 1968, only makers coded “state”: the list holds no landmark.")


def test_every_setting_says_what_alone_is_shown_and_no_year_twice(marks: pd.DataFrame) -> None:
    figure = instruments.timeline()
    (control,) = [c for c in figure.controls if c["name"] == "only"]
    for only, label in control["options"]:
        kind = (marks[["kind", "ideology", "region"]] == only).any(axis=1) | (only == "all")
        for until in range(1968, 2025):
            figure.set(only=only, until=until)
            said = figure.said()
            years = marks.loc[kind & (marks["year"] <= until), "year"]
            name = label.partition(": ")[2]
            assert said.startswith(f"Until {until}: " if only == "all" else f"Until {until}, only ")
            assert (f"“{name}”: " in said) == (only != "all"), said
            assert ("the first in" in said) == (years.nunique() > 1), said
            assert ("one landmark, in" in said) == (len(years) == 1), said
            assert ("no landmark" in said) == years.empty, said


def test_two_in_one_year_are_said_as_such() -> None:
    figure = instruments.timeline()
    figure.set(only="vehicle-ramming", until=2016)
    assert figure.said().startswith(
        "Until 2016, only the tactic “vehicle ramming”: two landmarks, both in 2016."
    )


def test_every_narrowing_offers_what_the_list_holds(
    figure: Instrument, marks: pd.DataFrame
) -> None:
    (only,) = [control for control in figure.controls if control["name"] == "only"]
    held = {"all", *marks["kind"], *marks["ideology"], *marks["region"]}
    assert {value for value, _ in only["options"]} == held
    assert ["europe", "Region: Europe"] in [list(option) for option in only["options"]]


def test_the_guess_is_of_those_of_no_stage(figure: Instrument) -> None:
    ((part, _, truth),) = figure.guess[0]["parts"]
    assert (part, truth) == ("none", NONE)
    assert f"Of {len(EVENTS)} landmark attacks" in figure.guess[0]["asks"]


def test_the_text_alternative_counts_those_of_no_stage(figure: Instrument) -> None:
    assert f"{NONE} belong to none of the four stages" in figure.alt
    assert figure.alt.startswith(f"{len(EVENTS)} landmark attacks")
