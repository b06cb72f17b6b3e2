"""The figure of lesson 04: what it draws and says against the table and the model."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from aftermosul import instruments, load
from aftermosul.figures.widget import Instrument
from aftermosul.problems import Problem
from aftermosul.topics.t04_tail import powerlaw, tolls
from aftermosul.topics.t04_tail.questions import QUESTIONS
from tests.figures import charts

WORLD = tolls.record(load("severity_counts"), "World terrorist attacks")
EACH = np.repeat(WORLD["deaths"].to_numpy(), WORLD["events"].to_numpy())
COMPLETE = {"iraq": "UCDP GED IRQ", "nigeria": "UCDP GED NGA", "syria": "UCDP GED SYR"}
RECORDS = ["world", *COMPLETE, "made-2-0", "made-2-5", "made-3-0", "landmarks"]


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.tail()


@pytest.fixture(scope="module")
def curve(figure: Instrument) -> dict:
    return charts.chart_with(figure, "points")


@pytest.fixture(scope="module")
def chances(figure: Instrument) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(charts.chart_with(figure, "chances"), "chances"))


@pytest.fixture(scope="module")
def strips(figure: Instrument) -> pd.DataFrame:
    rows = charts.rows(charts.chart_with(figure, "labelFew"), "labelFew")
    return pd.DataFrame(rows).set_index(["record", "kept"]).sort_index()


def at(record: str, threshold: int) -> dict[str, Any]:
    """The outcome at a setting, as Python looks it up."""
    figure = instruments.tail()
    figure.set(record=record, threshold=powerlaw.THRESHOLDS.index(threshold))
    return dict(figure.rows()["fit"])


def points(curve: dict, record: str, kept: bool) -> pd.DataFrame:
    (row,) = [
        row
        for row in charts.rows(curve, "points")
        if row["record"] == record and row["kept"] == kept
    ]
    listed = {name: row[name] for name in ("deaths", "events", "at_least", "share")}
    return pd.DataFrame(listed)


# ---- two strips


def test_the_strips_say_how_few_events_hold_half_of_all_deaths(strips: pd.DataFrame) -> None:
    world = strips.loc[("world", True)]
    down = np.sort(EACH)[::-1]
    half = int(np.argmax(down.cumsum() >= down.sum() / 2)) + 1
    assert (world["half"], world["events"], world["deaths"]) == (half, len(EACH), EACH.sum())
    assert world["half_share"] == pytest.approx(100 * half / len(EACH))
    assert world["held_share"] == pytest.approx(100 * down[:half].sum() / down.sum())
    assert world["largest_share"] == pytest.approx(100 * down[0] / down.sum())
    assert set(strips.index.get_level_values("record")) == set(RECORDS)


def test_the_diamond_of_the_world_is_new_york_and_is_called_so(strips: pd.DataFrame) -> None:
    note = load("severity_counts").query("scope.str.startswith('World')")["note"].iloc[0]
    assert "one of the 11 September 2001 attacks" in note
    named = strips["name"].groupby("record").unique().map(list).to_dict()
    assert named.pop("world") == ["New York, 2001"]
    events = load("events_landmark").set_index("victims_killed_low")
    assert f"{events.loc[events.index.max(), 'date']:%d %B %Y}" == named.pop("landmarks")[0]
    assert all(names == ["The largest"] for names in named.values())
    assert len(named) == len(RECORDS) - 2


def test_without_the_largest_the_strips_count_the_rest(strips: pd.DataFrame) -> None:
    rest = tolls.without_largest(WORLD)
    row = strips.loc[("world", False)]
    assert row["half"] == tolls.events_holding_half(rest)
    assert (row["events"], row["deaths"]) == (len(EACH) - 1, EACH.sum() - EACH.max())


# ---- the records


def test_every_record_has_its_points_with_and_without_the_largest(
    figure: Instrument, curve: dict
) -> None:
    (choice,) = [c for c in figure.controls if c["name"] == "record"]
    assert [value for value, _ in choice["options"]] == RECORDS
    drawn = {(row["record"], row["kept"]) for row in charts.rows(curve, "points")}
    assert drawn == {(record, kept) for record in RECORDS for kept in (True, False)}


def test_the_worlds_points_are_the_tables(curve: dict) -> None:
    found = points(curve, "world", kept=True)
    assert list(found["deaths"]) == list(WORLD["deaths"])
    assert list(found["events"]) == list(WORLD["events"])
    assert found["at_least"].iloc[0] == WORLD["events"].sum()
    assert found["share"].iloc[-1] == pytest.approx(1 / WORLD["events"].sum(), rel=1e-3)


def test_the_countries_points_are_events_of_one_day_that_killed(curve: dict) -> None:
    counted = [points(curve, record, kept=True)["events"].sum() for record in COMPLETE]
    table = load("severity_counts")
    assert counted == [tolls.record(table, s)["events"].sum() for s in COMPLETE.values()]


def test_the_landmark_list_is_shown_by_its_low_figures(curve: dict) -> None:
    low = load("events_landmark")["victims_killed_low"]
    found = points(curve, "landmarks", kept=True)
    assert found["events"].sum() == (low > 0).sum()
    assert found["deaths"].max() == low.max()


def test_without_the_largest_one_event_is_gone_and_no_point_lies_off_the_axes(curve: dict) -> None:
    axes = charts.layer(curve, "points")["encoding"]
    ends = {field: axes[way]["scale"]["domain"] for field, way in (("deaths", "x"), ("share", "y"))}
    for record in RECORDS:
        kept, left = (points(curve, record, kept=k) for k in (True, False))
        assert kept["events"].sum() - left["events"].sum() == 1
        assert kept["deaths"].iloc[-1] > left["deaths"].iloc[-1]
        assert all(kept[field].between(*domain).all() for field, domain in ends.items())


def test_made_up_records_are_as_long_as_the_worlds_tail(curve: dict) -> None:
    """So that their scatter can be compared with the world's."""
    tail = WORLD.loc[WORLD["deaths"] >= powerlaw.LEAST_THRESHOLD, "events"].sum()
    made = [points(curve, record, kept=True)["events"].sum() for record in RECORDS[4:7]]
    assert made == [tail] * 3


# ---- the fits


def fits_of_the_world(kept: bool) -> pd.DataFrame:
    counts = WORLD if kept else tolls.without_largest(WORLD)
    size = int(WORLD["deaths"].max())
    return powerlaw.fits(counts, powerlaw.THRESHOLDS, size=size).set_index("threshold")


@pytest.mark.parametrize(("kept", "prefix"), [(True, ""), (False, "out_")])
def test_the_reading_says_what_the_model_finds(kept: bool, prefix: str) -> None:
    fitted = fits_of_the_world(kept)
    figure = instruments.tail()
    for step, (_, fit) in enumerate(fitted.iterrows()):
        figure.set(threshold=step)
        row = figure.rows()["fit"]
        assert row[f"{prefix}events"] == fit["events"]
        for end in ("", "_low", "_high"):
            chance = 100 * powerlaw.chance_of_at_least_one(fit[f"expected{end}"])
            assert row[f"{prefix}chance{end}"] == round(chance)
        middle, low, high = (
            int(n.replace(",", "")) for n in re.findall(r"[\d,]+", str(row[f"{prefix}wait_text"]))
        )
        assert low < middle < high
    assert len(fitted) == len(powerlaw.THRESHOLDS)
    row = at("world", 12)
    wait = powerlaw.years_between(fitted.loc[12, "expected"], 39)
    assert str(row[f"{prefix}wait_text"]).startswith(f"{float(f'{wait:.2g}'):.0f} (")


def test_only_records_of_years_are_asked_for_years_between() -> None:
    for record in ("landmarks", "made-2-0", "made-2-5", "made-3-0"):
        assert [at(record, 12)[f"{left}wait_text"] for left in ("", "out_")] == ["not asked"] * 2
    assert "(" in str(at("iraq", 12)["wait_text"])
    assert at("syria", 40)["wait_text"] is None


def test_no_chance_is_written_as_certain_or_as_none(chances: pd.DataFrame) -> None:
    row = at("landmarks", 12)
    assert row["chance_text"] == "over 99"
    assert row["out_chance_text"] == "over 99 (99 to over 99)"
    figure = instruments.tail()
    for record in RECORDS:
        for step in range(len(powerlaw.THRESHOLDS)):
            figure.set(record=record, threshold=step)
            row = figure.rows()["fit"]
            written = f"{figure.said()} {row['chance_text']} {row['out_chance_text']}"
            assert not re.search(r"\b(0|100)( per cent)? \(|\((0|100) to| to (0|100)\)", written)
    figure.set(record="landmarks", threshold=powerlaw.THRESHOLDS.index(12))
    assert "is over 99 per cent; with the largest left out, over 99 (" in figure.said()
    assert not chances["chance_text"].str.contains(r"\b(?:0|100)\b").any()


def test_the_middle_of_a_record_does_not_move_with_the_threshold() -> None:
    low, high = at("world", 6), at("world", 120)
    names = ("total", "mean", "median", "out_mean", "out_median", "largest")
    assert [low[name] for name in names] == [high[name] for name in names]
    assert low["mean"] == round(tolls.mean_deaths(WORLD), 2)
    assert low["median"] == tolls.median_deaths(WORLD)
    assert low["out_mean"] == round(tolls.mean_deaths(tolls.without_largest(WORLD)), 2)


def test_too_few_events_are_said_and_nothing_is_drawn(
    curve: dict, chances: pd.DataFrame, figure: Instrument
) -> None:
    figure.set(record="syria", threshold=powerlaw.THRESHOLDS.index(40))
    assert figure.said().endswith("40 or more, too few to fit a line.")
    assert figure.rows()["fit"]["chance"] is None
    drawn = {(r["record"], r["threshold"]) for r in charts.rows(curve, "line")}
    shown = set(chances[["record", "threshold"]].itertuples(index=False, name=None))
    assert drawn == shown
    assert ("syria", 40) not in drawn
    assert ("syria", 6) in drawn


def test_every_setting_has_a_sentence_without_a_hole() -> None:
    figure = instruments.tail()
    cases = set()
    for record in RECORDS:
        for step in range(len(powerlaw.THRESHOLDS)):
            figure.set(record=record, threshold=step)
            says = figure.said()
            assert says.endswith(".")
            assert not re.search(r"nan|None|not known", says)
            cases.add(figure.rows()["fit"]["case"])
    assert cases == {"fitted", "once", "few"}


def test_the_line_starts_at_the_records_share_and_falls_with_the_exponent(curve: dict) -> None:
    rows = charts.rows(curve, "line")
    assert rows
    for row in rows:
        found = points(curve, row["record"], kept=row["kept"])
        start = found.loc[found["deaths"] >= row["threshold"], "share"].iloc[0]
        assert row["share"] == pytest.approx(start, rel=1e-3)
        assert row["under"][1] <= row["end"] <= row["over"][1] < row["share"]


def test_every_threshold_and_every_chance_lies_on_the_axes(
    figure: Instrument, chances: pd.DataFrame
) -> None:
    encoding = charts.layer(charts.chart_with(figure, "chances"), "chances")["encoding"]
    low, high = encoding["x"]["scale"]["domain"]
    assert low < min(powerlaw.THRESHOLDS) < max(powerlaw.THRESHOLDS) < high
    assert set(chances["threshold"]) == set(powerlaw.THRESHOLDS)
    assert encoding["y"]["scale"]["domain"] == [0, 100]
    assert chances[["chance_low", "chance_high"]].stack().between(0, 100).all()


def test_the_lists_exponent_climbs_where_a_made_up_one_keeps_to_its_own(
    chances: pd.DataFrame,
) -> None:
    shown = chances[chances["kept"]].set_index("record")
    bent = shown.loc["landmarks"].sort_values("threshold")
    assert bent["exponent"].is_monotonic_increasing
    assert bent["exponent_high"].iloc[0] < bent["exponent_low"].iloc[-1]
    assert bent["chance"].is_monotonic_decreasing
    assert bent["chance_low"].iloc[0] > bent["chance_high"].iloc[-1]
    for known in (2.0, 2.5, 3.0):
        made = shown.loc[f"made-{known:.1f}".replace(".", "-")]
        inside = made["exponent_low"].le(known) & made["exponent_high"].ge(known)
        assert inside.mean() > 0.8
        within = made["chance_low"].le(made["true_chance"]) & made["chance_high"].ge(
            made["true_chance"]
        )
        assert within.mean() > 0.8
    assert shown.loc["world", "true_chance"].isna().all()


# ---- the story


def test_the_steps_say_what_the_table_says(figure: Instrument) -> None:
    first, second, third, fourth = (says for _, _, says in figure.steps)
    down = np.sort(EACH)[::-1]
    half = int(np.argmax(down.cumsum() >= down.sum() / 2)) + 1
    assert first.startswith(f"{half:,} of {len(EACH):,} attacks hold half of all deaths.")
    assert first.endswith(f"holds {100 * down[0] / down.sum():.0f} per cent.")
    assert f"falls from {EACH.mean():.2f} to {down[1:].mean():.2f}." in second
    left = fits_of_the_world(kept=False)["expected"].map(powerlaw.chance_of_at_least_one) * 100
    assert f"a chance of {left[12]:.0f} per cent" in second
    assert f"gives {left[100]:.0f} per cent, and from 12 up {left[12]:.0f}." in fourth
    bent = tolls.without_largest(tolls.from_tolls(load("events_landmark")["victims_killed_low"]))
    fame = powerlaw.fits(bent, powerlaw.THRESHOLDS, size=2973)["expected"]
    top, *_, bottom = fame.map(powerlaw.chance_of_at_least_one) * 100
    assert 99.5 < top < 100
    assert third.endswith(f"falls from nearly 100 to {bottom:.0f} per cent.")
    settings = [(v["record"], v["threshold"], v["keep"]) for _, v, _ in figure.steps]
    at_12, at_100 = (powerlaw.THRESHOLDS.index(t) for t in (12, 100))
    assert settings == [
        ("world", at_12, True),
        ("world", at_12, False),
        ("landmarks", at_12, False),
        ("world", at_100, False),
    ]


def test_the_guess_is_measured_against_the_record(figure: Instrument) -> None:
    ((_, _, truth),) = figure.guess[0]["parts"]
    assert truth == round(100 * tolls.events_holding_half(WORLD) / len(EACH)) == 5
    assert figure._guess is not None
    assert "too many. The deadliest 464 of 9,101, about 5 of a hundred, hold half." in (
        figure._guess.said({"half": 20})
    )
    assert "too few." in figure._guess.said({"half": 1})


def test_a_threshold_is_said_in_deaths(figure: Instrument) -> None:
    (control,) = [c for c in figure.controls if c["name"] == "threshold"]
    assert list(control["shown"]) == [f"{t} deaths" for t in powerlaw.THRESHOLDS]
    assert control["shown"][control["value"]] == "12 deaths"


def test_controls_refuse_what_is_not_there(figure: Instrument) -> None:
    with pytest.raises(Problem):
        figure.set(record="everything")


def test_what_may_be_opened_says_how_it_is_estimated(figure: Instrument) -> None:
    assert figure.notes_title == "How it is estimated"
    exponent = powerlaw.exponent(WORLD, 12)
    assert f"From 12 deaths up it is {exponent:.2f} for the world" in figure.notes[0]
    low = tolls.from_tolls(load("events_landmark")["victims_killed_low"])
    bent = [powerlaw.exponent(low, threshold) for threshold in (6, 120)]
    assert f"from {bent[0]:.2f} at 6 deaths to {bent[1]:.2f} at 120" in figure.notes[0]
    assert any("The landmark list is no record" in text for text in figure.about)
    assert "stands for people" in figure.caption


def test_the_table_below_has_four_rows(figure: Instrument) -> None:
    labels = [label for label, _, _ in figure.reading[0]["rows"]]
    assert len(labels) == 4
    assert labels[-1] == "Years to the next, if unchanged"


# ---- what lesson 04's questions say about it


def asked(name: str) -> Any:
    (question,) = [q for q in QUESTIONS if q.id == name]
    return question


def test_the_chance_in_the_solution_is_the_one_in_the_figure() -> None:
    row = at("world", 12)
    chance, low, high = (f"{row[f'out_chance{end}']:.0f}" for end in ("", "_low", "_high"))
    solution = asked("one-of-a-kind").solution
    assert f"About {chance} per cent, with an interval from {low} to {high}" in solution


def test_the_words_about_exponents_and_shares_are_true(chances: pd.DataFrame) -> None:
    assert "above 2.2, and the list 1.5" in asked("bent-list").right
    rows = chances[chances["kept"] & (chances["threshold"] == 12)].set_index("record")["exponent"]
    assert round(rows["landmarks"], 1) == 1.5
    assert rows[["world", *COMPLETE]].min() > 2.2
    many = WORLD[WORLD["deaths"] >= 100]
    total = WORLD["events"].sum()
    assert f"in {many['events'].sum()} attacks of {total:,}" in asked("hundred-share").right
    assert round(asked("hundred-share").answer().right) == 20
    fall = 1 - asked("mean-without").answer().right / tolls.mean_deaths(WORLD)
    assert f"about {100 * fall:.0f} per cent" in asked("mean-without").right
