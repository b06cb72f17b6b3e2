"""The figures of lesson 11: what they draw and say against the tables and the models."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t11_affiliates import evidence
from aftermosul.topics.t11_affiliates import rows as made
from aftermosul.topics.t11_affiliates.rows import DAYS, ESSAY, ESSAYS_DAY
from tests.figures import charts
from tests.lessons.reading import in_words

BRANCHES = load("affiliates").set_index("id")
OF_IS = BRANCHES[(BRANCHES["network"] == "islamic-state") & (BRANCHES.index != "core-is")]
OF_AQ = BRANCHES[(BRANCHES["network"] == "al-qaeda") & (BRANCHES.index != "core-aq")]
STRENGTH = load("affiliate_strength").set_index("id")
FOUND = load("veterans_to_branches")


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.affiliates()


@pytest.fixture(scope="module")
def pledge() -> Instrument:
    return instruments.before_and_after()


def at(**values: object) -> Instrument:
    figure = instruments.affiliates()
    figure.set(**values)
    return figure


def named(day: pd.Timestamp) -> int:
    return int((OF_IS["recognised_date"] <= day).sum())


def rivals(day: pd.Timestamp) -> int:
    return int(((OF_AQ["pledge_date"] <= day) & ~(OF_AQ["left_date"] <= day)).sum())


# ---- the branches


def test_the_first_steps_say_what_the_dates_say(figure: Instrument) -> None:
    first, essay, late, *_ = figure.steps
    day = DAYS[int(first[1]["now"])]
    assert (day.year, day.month) == (2014, 12)
    assert list(OF_IS.loc[OF_IS["recognised_date"] <= day, "recognised_date"].unique()) == [
        pd.Timestamp(2014, 11, 13)
    ]
    assert f"Islamic State had {in_words(named(day))} branches" in first[2]
    assert f"Al Qaeda had {in_words(rivals(day))}, the oldest since" in first[2]
    assert str(OF_AQ["pledge_date"].min().year) in first[2]

    assert DAYS[int(essay[1]["now"])] == ESSAY
    pledged = (OF_IS["pledge_date"] <= ESSAY) & ~(OF_IS["recognised_date"] <= ESSAY)
    assert f"{in_words(named(ESSAY))} were recognised, {in_words(pledged.sum())} more" in essay[2]
    assert f"Al Qaeda had {in_words(rivals(ESSAY))}: Nusra had left in July" in essay[2]
    left = BRANCHES.loc["a-nusra", "left_date"]
    assert (left.year, left.month) == (2016, 7)

    day = DAYS[int(late[1]["now"])]
    assert day.year == 2019
    gained = in_words(named(day) - named(ESSAY))
    assert f"{in_words(named(day))} are recognised, {gained} since the essay" in late[2]
    new = in_words(rivals(day) - rivals(ESSAY))
    assert f"Al Qaeda has {in_words(rivals(day))} branches, {new} of them new" in late[2]


def test_the_last_steps_say_what_the_estimates_and_findings_say(figure: Instrument) -> None:
    *_, strength, veterans = figure.steps
    for row, words in (
        ("str-019", "Khorasan 4,000 to 6,000"),
        ("str-070", "the core 5,000 to 7,000"),
        ("str-055", "al-Shabaab 7,000 to 12,000"),
    ):
        told = STRENGTH.loc[row]
        assert (told["maker"], told["year"]) == ("UN", 2023)
        assert words.endswith(f"{told['strength_low']:,} to {told['strength_high']:,}")
        assert words in strength[2]
    stands = FOUND["stands"].value_counts()
    assert f"{in_words(stands['for']).capitalize()} findings for veterans" in veterans[2]
    assert f"{in_words(stands['against'])} against; one says sent" in veterans[2]
    (sent,) = FOUND.loc[FOUND["route"] == "sent", "period"]
    assert f"one says sent, and speaks of {sent}" in veterans[2]


@pytest.mark.parametrize("step", [0, ESSAYS_DAY, 131])
def test_the_sentence_counts_the_branches_of_its_day(step: int) -> None:
    said = at(now=step).said()
    assert f"recognised {named(DAYS[step])} branches" in said
    assert said.endswith(f"Al Qaeda has {rivals(DAYS[step])}.")


def test_a_branch_says_its_own_dates() -> None:
    said = {spot: at(branch=spot).said() for spot in ("a-iswap", "a-iscap", "a-nusra")}
    assert said["a-iswap"].endswith("pledged 7 March 2015, recognised 12 March 2015.")
    assert said["a-iscap"].endswith("recognised 18 April 2019, no date of a pledge known.")
    assert said["a-nusra"].endswith("pledged 10 April 2013, left 28 July 2016.")


def test_what_is_opened_holds_every_estimate_and_finding_of_the_branch() -> None:
    dossier = at(branch="a-is-libya").rows()["dossier"]
    own = FOUND[FOUND["affiliate_id"] == "a-is-libya"]
    for row in own.itertuples(index=False):
        assert f"{row.period}: {row.finding}" in str(dossier[row.stands])
    seen = STRENGTH[(STRENGTH["affiliate_id"] == "a-is-libya") & (STRENGTH["verified"] != "recall")]
    assert len(str(dossier["fighters"]).split("; ")) == len(seen)
    assert at(branch="a-iswap").rows()["dossier"]["for"] == "–"


def test_then_only_what_was_public_is_opened() -> None:
    dossier = at(branch="a-is-libya", then=True).rows()["dossier"]
    assert "diverted" in str(dossier["neither"])
    assert dossier["for"] == "–"
    assert "UN" not in str(dossier["fighters"])


def test_what_came_after_the_essay_is_no_public_part_of_a_lane(figure: Instrument) -> None:
    spec = charts.chart_with(figure, "broad")
    rows = pd.DataFrame(charts.rows(spec, "broad"))
    essay = made.years(ESSAY)
    assert set(rows.loc[rows["start"] >= essay, "public"]) == {known.NO}
    assert not ((rows["start"] < essay) & (rows["end"] > essay)).any()


def test_estimates_from_memory_are_not_drawn_and_a_range_keeps_its_ends(figure: Instrument) -> None:
    rows = pd.DataFrame(charts.rows(charts.chart_with(figure, "estimates"), "estimates"))
    panels = {spot for spot, *_ in evidence.SHOWN}
    seen = STRENGTH[STRENGTH["affiliate_id"].isin(panels) & (STRENGTH["verified"] != "recall")]
    assert len(rows) == len(seen) > 30
    low = seen["strength_low"].fillna(seen["strength_high"])
    assert sorted(rows["bottom"]) == sorted(low.astype(float))
    tops = {spot: top for spot, _, top in evidence.SHOWN}
    assert (rows["top"] <= rows["spot"].map(tops)).all()


def test_every_finding_is_drawn_on_its_own_side(figure: Instrument) -> None:
    rows = pd.DataFrame(charts.rows(charts.chart_with(figure, "findings"), "findings"))
    assert len(rows) == len(FOUND)
    assert (rows.loc[rows["stands"] == "against", "place"] < 0).all()
    assert (rows.loc[rows["stands"] != "against", "place"] > 0).all()


# ---- before and after


def killed(actor: str, *years: int) -> list[int]:
    table = load("one_sided_violence")
    own = table[table["actor"] == actor].set_index("year")["deaths_best"]
    return [int(own[year]) for year in years if year in own.index]


def test_the_steps_give_the_means_of_the_tables(pledge: Instrument) -> None:
    nigeria, somalia, none, ends = (says for *_, says in pledge.steps)
    table = load("violence_by_country_year")
    own = table[(table["iso3"] == "NGA") & (table["type"] == "one-sided")]
    own = own[own["perpetrator"].isin(["Boko Haram (JAS)", "Islamic State (IS)"])]
    sums = own.groupby("year")["deaths_best"].sum()
    assert f"from {sums.loc[2012:2014].mean():,.0f} a year" in nigeria
    assert f"to {sums.loc[2016:2018].mean():,.0f} in the three after" in nigeria
    two = killed("al-Shabaab", 2009, 2010, 2011)
    assert len(two) == 2
    assert f"between {sum(two) / 3:.0f} and {(sum(two) + 24) / 3:.0f} a year to" in somalia
    assert f"{sum(killed('al-Shabaab', 2013, 2014, 2015)) / 3:.0f}; one year" in somalia
    assert f"from {sum(killed('al-Shabaab', 2012, 2013, 2014)) / 3:.0f} a year" in none
    assert f"to {sum(killed('al-Shabaab', 2016, 2017, 2018)) / 3:.0f}." in none
    assert "its row ends" in ends


def test_the_adf_has_no_row_after_2017_and_congo_is_in_the_other_list_from_2018() -> None:
    table = load("one_sided_violence")
    assert table.loc[table["actor"].str.contains("ADF"), "year"].max() == 2017
    own = table[table["actor"] == "Islamic State (IS)"]
    congo = own["iso3_list"].str.contains("COD")
    assert own.loc[congo, "year"].min() == 2018


def test_the_years_of_the_steps_are_those_of_the_pledges(pledge: Instrument) -> None:
    for (_, values, _), spot, column in zip(
        [pledge.steps[0], pledge.steps[1], pledge.steps[3]],
        ("a-iswap", "a-shabaab", "a-iscap"),
        ("pledge_date", "pledge_date", "recognised_date"),
        strict=True,
    ):
        assert values["pivot"] == BRANCHES.loc[spot, column].year


def test_the_guess_is_what_the_figure_finds(pledge: Instrument) -> None:
    assert pledge._guess is not None
    pledge.set(series="nigeria", pivot=2015, span=3)
    assert pledge._guess.truth == {"left": 27}
    assert "27 per cent of it" in pledge.said()


def test_a_range_stays_one_and_years_not_covered_are_said(pledge: Instrument) -> None:
    pledge.set(series="somalia", pivot=2012, span=3)
    assert "44 to 52 civilians killed a year" in pledge.said()
    pledge.set(series="nigeria", pivot=2018, span=3)
    assert "does not cover 3 years on both sides of 2018" in pledge.said()


def test_each_years_bars_stand_on_one_another(pledge: Instrument) -> None:
    rows = pd.DataFrame(charts.rows(charts.spec_of(pledge), "bars"))
    for _, own in rows.groupby(["series", "year"]):
        assert own["bottom"].min() == 0
        assert own["top"].max() == own["high"].sum()
