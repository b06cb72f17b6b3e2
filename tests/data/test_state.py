"""The state that Islamic State made: land, money, cities, and violence as UCDP records it."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul.evidence.tables import load

TERRITORY = load("territory").set_index("id")
RULERS = load("territorial_rulers").set_index("id")
REVENUE = load("revenue").set_index("id")
MOSUL = load("mosul").set_index("id")
CITIES = load("cities").set_index("id")
SEVERITY = load("severity_counts")
ACTORS = load("one_sided_violence")
PLACES = load("violence_by_country_year")

STREAMS = ["usd_millions_low", "usd_millions_high"]


# ---- land

# The ids of a maker's sources, where it speaks for itself.
OWN_SOURCES = {"IHS": "ihs-", "RAND": "rand-", "US envoy": "state-mcgurk"}
# What a row's note or its source must say of who speaks, where others report it.
REPORTED = {
    "Pentagon": "Pentagon|US military",
    "Coalition": "[Cc]oalition|CJTF",
    "Press": "Press",
    "US official": "US counterterrorism director",
    "US officials": "US officials",
    "Iraqi and Syrian sources": "Iraqi officials and Syrian opposition",
    "CAT": "CAT|Brisard",
    "The Economist": "Economist",
    "Associated Press": "Associated Press|AP",
    "Wilson Center": "Wilson Center",
    "Dissenting count": "Dissenting count",
    "Syrian Democratic Forces": "Syrian Democratic Forces",
}


@pytest.mark.parametrize(("maker", "source"), list(OWN_SOURCES.items()))
def test_a_makers_rows_are_those_of_its_sources_and_no_others(maker: str, source: str) -> None:
    """A figure attributed to another maker is a false one."""
    own = TERRITORY["source_id"].str.startswith(source)
    assert own.any()
    assert (own == (TERRITORY["maker"] == maker)).all()


def test_a_row_given_to_somebody_whom_others_report_says_so() -> None:
    assert set(TERRITORY["maker"]) == {*OWN_SOURCES, *REPORTED}
    sources = load("sources").set_index("source_id")
    for name, row in TERRITORY[~TERRITORY["maker"].isin(list(OWN_SOURCES))].iterrows():
        cited = sources.loc[row["source_id"].split(";"), ["author", "title"]].to_string()
        assert re.search(REPORTED[row["maker"]], f"{row['note']} {cited}"), name


def test_a_group_that_held_land_has_a_short_name_of_its_own() -> None:
    assert RULERS["short_name"].is_unique
    assert RULERS.loc["rul-01", "short_name"] == "Islamic State"
    assert RULERS.loc["rul-12", "short_name"] == "Northern Mali"
    named = RULERS["short_name"].str.split(",").str[0]
    initials = {"AQAP": "Al Qaeda in the Arabian Peninsula", "NRA": "National Resistance Army"}
    initials |= {"HTS": "Hayat Tahrir al-Sham"}
    for short, group in zip(named, RULERS["group"], strict=True):
        assert initials.get(short, short).casefold() in group.casefold()


def test_shares_by_ihs_follow_from_its_areas_and_its_base() -> None:
    base = TERRITORY.loc["ter-007", "area_km2_low"]
    assert "baseline" in TERRITORY.loc["ter-007", "note"]
    rows = TERRITORY[(TERRITORY["share_base"] == "2015-01") & TERRITORY["area_km2_low"].notna()]
    assert len(rows) == 5
    for row in rows.itertuples():
        assert row.source_id.startswith("ihs-")
        share = 100 * (1 - row.area_km2_low / base)
        assert row.share_lost_pct_low == pytest.approx(share, abs=0.5), row.Index


def test_rands_share_fits_its_area_and_a_peak_of_more_than_its_round_figure() -> None:
    later, peak = TERRITORY.loc["ter-030"], TERRITORY.loc["ter-006"]
    assert later["source_id"] == peak["source_id"]
    implied = later["area_km2_low"] / (1 - later["share_lost_pct_low"] / 100)
    assert peak["area_km2_low"] <= implied < 1.1 * peak["area_km2_low"]
    assert pd.isna(peak["area_km2_high"])


def test_a_share_is_of_something_and_never_above_the_whole() -> None:
    assert (TERRITORY["share_lost_pct_low"].isna() == TERRITORY["share_base"].isna()).all()
    assert TERRITORY["share_lost_pct_low"].dropna().between(0, 100).all()
    assert TERRITORY["share_lost_pct_high"].dropna().between(0, 100).all()


def test_no_land_is_left_where_all_of_it_is_lost() -> None:
    gone = TERRITORY[(TERRITORY["share_lost_pct_low"] == 100) & (TERRITORY["scope"] == "both")]
    assert len(gone) == 1
    assert (gone[["area_km2_low", "area_km2_high"]] == 0).all(axis=None)


def test_no_maker_has_more_land_lost_and_then_less() -> None:
    ihs = TERRITORY[TERRITORY["share_base"] == "2015-01"].sort_values("date")
    assert ihs["share_lost_pct_low"].is_monotonic_increasing
    assert ihs["area_km2_low"].dropna().is_monotonic_decreasing


def test_the_ruler_of_iraq_and_syria_has_the_extremes_of_the_peak_rows() -> None:
    ruler = RULERS.loc["rul-01"]
    peak = TERRITORY[(TERRITORY["scope"] == "both") & (TERRITORY["date"] <= "2015-01-01")]
    assert ruler["area_km2_low"] == peak["area_km2_low"].min()
    assert ruler["area_km2_high"] == peak["area_km2_high"].max()
    assert ruler["population_low"] == peak["population_low"].min()
    assert ruler["population_high"] == peak["population_high"].max()


# ---- money

# Who is named, to which maker that belongs, and what the row's note or source must say of it.
NAMED = {
    "ICSR with EY": ("icsr", r"ICSR, King's College London, and EY"),
    "CAT's authors": ("cat", r"^Thomson Reuters study.*Brisard, Jean-Charles; Martinez, Damien"),
    "CAT": ("cat", r"Brisard.*Center for the Analysis of Terrorism"),
    "RAND": ("rand", r"RAND Corporation estimate"),
    "IHS": ("ihs", r"^IHS .*IHS (Markit )?Conflict Monitor"),
    "US Treasury": ("treasury", r"^US Treasury.*(Cohen|Szubin|Glaser)"),
    "UN monitors": ("un", r"^UN monitors.*UN Monitoring Team"),
    "UN Secretary-General": ("un", r"UN gives.*UN Secretary-General"),
    "Nineveh officials": ("iraq", r"claim by Nineveh officials"),
    "Iraqi bankers": ("iraq", r"Iraqi private bankers.*Iraqi Bankers"),
    "Central Bank of Iraq": ("iraq", r"^Central Bank of Iraq"),
    "Iraqi parliamentary inquiry": ("iraq", r"says an Iraqi parliamentary inquiry"),
    "Iraqi intelligence": ("iraq", r"Iraqi intelligence cited"),
    "Iraqi adviser": ("iraq", r"^Iraqi adviser"),
    "US intelligence": ("others", r"^US intelligence official"),
    "FDD": ("others", r"^FDD briefing.*Foundation for Defense of Democracies"),
    "Leaked ledger": ("others", r"^Leaked provincial ledger"),
    "FATF": ("others", r"^FATF.*Financial Action Task Force"),
    "Unnamed official": ("others", r"said an unnamed official"),
    "Russian letter": ("others", r"^Russian letter.*Russian Federation"),
    "Claims in circulation": ("others", r"^Spread of circulating claims"),
    "Seized papers": ("others", r"papers from a May 2015 raid"),
}


def test_every_figure_is_said_by_whom_its_note_and_its_source_name() -> None:
    sources = load("sources").set_index("source_id")
    given = ["author", "title", "publisher"]
    wrong = []
    for row in REVENUE.itertuples():
        cited = sources.loc[row.source_id.split(";"), given].fillna("").to_numpy().ravel()
        maker, evidence = NAMED[row.said_by]
        if row.maker != maker or not re.search(evidence, f"{row.note} {' '.join(cited)}"):
            wrong.append((row.Index, row.maker, row.said_by))
    assert wrong == []
    assert set(REVENUE["said_by"]) == set(NAMED)


def test_no_other_name_would_do_for_a_figure() -> None:
    """A row relabelled with another maker's name is caught: one name alone fits what it cites."""
    sources = load("sources").set_index("source_id")
    for row in REVENUE.itertuples():
        cited = sources.loc[row.source_id.split(";"), ["author", "title", "publisher"]]
        text = f"{row.note} {' '.join(cited.fillna('').to_numpy().ravel())}"
        fitting = [name for name, (_, evidence) in NAMED.items() if re.search(evidence, text)]
        assert fitting == [row.said_by], row.Index
    assert len(REVENUE) > 50


@pytest.mark.parametrize("year", [2014, 2015, 2016])
@pytest.mark.parametrize("bound", STREAMS)
def test_icsrs_streams_add_up_to_its_total(year: int, bound: str) -> None:
    rows = REVENUE[
        (REVENUE["source_id"] == "icsr-2017")
        & (REVENUE["year"] == year)
        & (REVENUE["basis"] == "year")
    ]
    total = rows["stream"] == "total"
    assert total.sum() == 1
    assert rows.loc[~total, bound].sum() == rows.loc[total, bound].iloc[0]


def test_rands_four_streams_add_up_to_its_total() -> None:
    assert "Our sum of the four RAND streams" in REVENUE.loc["rev-028", "note"]
    rows = REVENUE[REVENUE["source_id"] == "rand-nyt-2015"]
    total = rows["stream"] == "total"
    assert (~total).sum() == 4
    for bound in STREAMS:
        assert rows.loc[~total, bound].sum() == rows.loc[total, bound].iloc[0]


@pytest.mark.parametrize(
    ("row", "share", "total"), [("rev-021", 38, "rev-017"), ("rev-022", 25, "rev-018")]
)
def test_what_we_derived_from_a_share_follows_from_it(row: str, share: int, total: str) -> None:
    assert f"{share} percent of" in REVENUE.loc[row, "note"]
    whole = REVENUE.loc[total, "usd_millions_high"]
    assert REVENUE.loc[row, "usd_millions_low"] == pytest.approx(whole * share / 100)
    assert f"{whole:,.0f}" in REVENUE.loc[row, "note"]


def test_no_total_is_below_the_largest_stream_of_its_source_and_year() -> None:
    held = 0
    for _, rows in REVENUE.groupby(["source_id", "year", "basis"], observed=True):
        total = rows["stream"] == "total"
        for bound in STREAMS:
            if total.any() and rows.loc[~total, bound].notna().any():
                assert rows.loc[~total, bound].max() <= rows.loc[total, bound].min()
                held += 1
    assert held >= 6


# ---- dates on which tables agree


def test_mosul_is_taken_and_lost_on_the_same_days_in_both_tables() -> None:
    falls, declared = MOSUL.loc["mos-005"], MOSUL.loc["mos-042"]
    assert falls["category"] == "capture"
    assert declared["event"] == "Victory formally declared"
    assert CITIES.loc["mosul", "taken_date"] == falls["date"]
    assert CITIES.loc["mosul", "lost_date"] == declared["date"]


def test_the_battle_opens_a_week_after_the_essay_and_lasts_as_long_as_the_forecast_says() -> None:
    opened = MOSUL.loc[MOSUL["event"].str.startswith("Operation to retake Mosul launched"), "date"]
    assert opened.tolist() == [pd.Timestamp(2016, 10, 17)]
    days = (MOSUL.loc["mos-042", "date"] - opened.iloc[0]).days
    forecast = load("forecasts").set_index("id").loc["F01"]
    # The note counts the days between the two dates.
    assert f"day {days}" in forecast["resolved_value"]
    assert forecast["resolved_on"] == MOSUL.loc["mos-042", "date"]


# ---- violence


def one_sided(actor: str) -> pd.DataFrame:
    """Killings of civilians by one perpetrator: a row a year, a column a country."""
    rows = PLACES[(PLACES["perpetrator"] == actor) & (PLACES["type"] == "one-sided")]
    return rows.pivot(index="year", columns="iso3", values="deaths_best")


# The event file of Iraq is an older release than the yearly file, in which 2010 was revised.
REVISED_SINCE = {2010: 32}


def test_islamic_state_in_iraq_alone_has_the_same_deaths_in_both_files() -> None:
    """Only where the actor killed in Iraq alone that year do the two speak of the same deaths."""
    actor = ACTORS[ACTORS["actor"] == "Islamic State (IS)"].set_index("year")
    alone = actor[actor["iso3_list"] == "IRQ"]
    events = one_sided("Islamic State (IS)")["IRQ"]
    assert {2004, 2007, 2012} <= set(alone.index)
    for year, row in alone[alone.index.isin(events.index)].iterrows():
        assert row["deaths_best"] - events[year] == REVISED_SINCE.get(year, 0), year


@pytest.mark.parametrize("actor", ["Islamic State (IS)", "Boko Haram (JAS)"])
def test_no_actor_kills_more_in_the_countries_of_our_files_than_everywhere(actor: str) -> None:
    everywhere = ACTORS[ACTORS["actor"] == actor].set_index("year")["deaths_best"]
    here = one_sided(actor).sum(axis=1)
    both = here.index.intersection(everywhere.index)
    assert len(both) >= 8
    assert (here[both] <= everywhere[both]).all()


def test_the_known_actors_never_kill_more_than_all_actors() -> None:
    whole = ACTORS["actor"].str.startswith("ALL ")
    known = ACTORS[~whole].groupby("year")["deaths_best"].sum()
    every = ACTORS[ACTORS["actor"] == "ALL non-state actors"].set_index("year")["deaths_best"]
    assert set(known.index) <= set(every.index)
    assert (known <= every[known.index]).all()


def test_a_year_of_an_actor_is_recorded_from_25_deaths_on() -> None:
    assert ACTORS["deaths_best"].min() >= 25


def test_the_counts_of_mipt_are_as_many_events_as_their_note_says() -> None:
    world = SEVERITY[SEVERITY["scope"].str.startswith("World terrorist attacks")]
    assert world["note"].str.contains("vector of 9101 deaths counts").any()
    assert world["events"].sum() == 9101
    assert world["deaths"].min() == 1
    landmarks = load("events_landmark")
    towers = landmarks[landmarks["date"] == "2001-09-11"]["victims_killed_high"].iloc[0]
    assert world["deaths"].max() <= towers
    assert world.loc[world["deaths"].idxmax(), "events"] == 1


@pytest.mark.parametrize("country", ["IRQ", "NGA", "SYR"])
def test_events_counted_by_severity_add_up_to_those_of_the_yearly_table(country: str) -> None:
    """Both are sums of one file of events: one by deaths and period, one by year."""
    years = PLACES[
        (PLACES["perpetrator"] == "ALL non-state actors")
        & (PLACES["type"] == "one-sided")
        & (PLACES["iso3"] == country)
    ]
    ours = SEVERITY[SEVERITY["scope"].str.startswith(f"UCDP GED {country} ")]
    assert len(ours)
    for period, rows in ours.groupby("period"):
        first, _, last = period.partition("-")
        same = years[years["year"].between(int(first), int(last or 2030))]
        assert rows["events"].sum() == same["events"].sum()
        assert rows.loc[rows["deaths"] > 0, "events"].sum() == same["events_fatal"].sum()
        assert (rows["deaths"] * rows["events"]).sum() == same["deaths_best"].sum()
        assert rows["deaths"].max() == same["deadliest_event"].max()
