"""The hijacking tables against one another, and against what their own notes say."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul.evidence.tables import load

YEARLY = load("hijackings_by_year").set_index("year")
PERIODS = load("hijackings_by_period")
LANDMARKS = load("hijackings_landmark").set_index("id")
MEASURES = load("security_measures").set_index("id")
COUNTERS = load("counter_arguments").set_index("id")

ASN = PERIODS[PERIODS["scope"].str.contains("ASN")]
NOTES = PERIODS["note"].fillna("")


def incidents(first: int, last: int) -> int:
    return int(YEARLY.loc[first:last, "incidents"].sum())


def deaths(first: int, last: int) -> int:
    return int(YEARLY.loc[first:last, "fatalities"].sum())


def spans(table: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(table["start_year"], table["end_year"], strict=True))


def note_of(first: int, last: int, scope: str = "ASN") -> str:
    """The note of the one row for these years whose scope names this maker."""
    chosen = PERIODS[
        (PERIODS["start_year"] == first)
        & (PERIODS["end_year"] == last)
        & PERIODS["scope"].str.contains(scope, regex=False)
    ]
    assert len(chosen) == 1
    return str(chosen["note"].iloc[0])


def numbers(pattern: str, text: str) -> tuple[float, ...]:
    """The numbers that `pattern` finds in `text`, where it must stand."""
    found = re.search(pattern, text)
    assert found is not None, f"{pattern!r} no longer stands in {text!r}"
    return tuple(float(group.replace(",", "")) for group in found.groups())


def incidents_by_scope(first: int, last: int) -> dict[str, int]:
    same = PERIODS[(PERIODS["start_year"] == first) & (PERIODS["end_year"] == last)]
    return dict(zip(same["scope"], same["incidents"], strict=True))


# ---- the yearly table


def test_every_year_from_1942_to_2019_has_its_row() -> None:
    assert list(YEARLY.index) == list(range(1942, 2020))


def test_nothing_is_listed_before_1948_and_the_rows_say_what_that_means() -> None:
    early = YEARLY.loc[:1947]
    assert (early[["incidents", "fatalities"]] == 0).all(axis=None)
    assert early["note"].str.contains("none listed rather than none happened").all()
    assert YEARLY.loc[1948, "incidents"] > 0


def test_nobody_dies_in_a_year_without_incidents() -> None:
    assert (YEARLY.loc[YEARLY["incidents"] == 0, "fatalities"] == 0).all()


def test_the_year_called_the_peak_is_the_peak() -> None:
    called = YEARLY.index[YEARLY["note"].fillna("").str.startswith("Peak year")]
    assert list(called) == [YEARLY["incidents"].idxmax()]
    assert numbers(r"Peak year\. (\d+) also", YEARLY.loc[called[0], "note"]) == (
        YEARLY["incidents"].max(),
    )


def test_the_note_on_2001_adds_up_to_its_deaths() -> None:
    note = YEARLY.loc[2001, "note"]
    jets, victims, hijackers, medina = numbers(
        r"(\d+) on the four jets .*\((\d+) victims and (\d+) hijackers\) and (\d+) at Medina", note
    )
    assert victims + hijackers == jets
    assert jets + medina == YEARLY.loc[2001, "fatalities"]
    assert numbers(r"reads (\d+) and", note) == (YEARLY.loc[2001, "fatalities"],)


def test_the_four_jets_of_2001_have_as_many_victims_in_the_landmark_list() -> None:
    four = LANDMARKS[LANDMARKS["date"] == "2001-09-11"]
    (victims,) = numbers(r"\((\d+) victims", YEARLY.loc[2001, "note"])
    assert len(four) == 4
    assert four["deaths_victims_low"].sum() == four["deaths_victims_high"].sum() == victims


def test_the_notes_on_1972_and_1973_agree_with_their_rows() -> None:
    note = YEARLY.loc[1972, "note"]
    total, theirs_year, theirs_wave, ours_year, ours_wave = numbers(
        r"sums to (\d+) incidents.* has (\d+) deaths in 1972 \((\d+) in the five years\) "
        r"against (\d+) \((\d+)\) here",
        note,
    )
    assert total == incidents(1968, 1972)
    assert (ours_year, ours_wave) == (deaths(1972, 1972), deaths(1968, 1972))
    assert theirs_year - ours_year == theirs_wave - ours_wave
    assert "by almost two thirds" in YEARLY.loc[1973, "note"]
    assert 0.6 < 1 - incidents(1973, 1973) / incidents(1972, 1972) < 2 / 3
    assert "deaths rise" in YEARLY.loc[1973, "note"]
    assert deaths(1973, 1973) > deaths(1972, 1972)


@pytest.mark.parametrize(
    ("year", "pattern"), [(1961, r"here (\d+)\."), (1970, r"the stored series has (\d+)\.")]
)
def test_a_note_on_another_vintage_states_our_own_count(year: int, pattern: str) -> None:
    assert numbers(pattern, YEARLY.loc[year, "note"]) == (YEARLY.loc[year, "incidents"],)


def test_the_note_on_1990_compares_rightly_with_the_1980s() -> None:
    assert "as high as any year of the 1980s" in YEARLY.loc[1990, "note"]
    assert YEARLY.loc[1990, "incidents"] >= YEARLY.loc[1980:1989, "incidents"].max()


# ---- periods against years


def test_the_sums_cover_every_year_in_which_anything_is_listed() -> None:
    covered = {year for first, last in spans(ASN) for year in range(first, last + 1)}
    assert covered == set(range(1948, 2020))


@pytest.mark.parametrize(("first", "last"), spans(ASN))
def test_a_sum_equals_the_years_it_sums(first: int, last: int) -> None:
    assert incidents_by_scope(first, last)[ASN["scope"].iloc[0]] == incidents(first, last)


@pytest.mark.parametrize(("first", "last"), spans(ASN))
def test_deaths_and_the_rate_in_a_sums_note_equal_those_of_its_years(first: int, last: int) -> None:
    total, rate = numbers(
        r"^Summed from the yearly table; (\d+) deaths aboard in the period \(([\d.]+) per incident",
        note_of(first, last),
    )
    assert total == deaths(first, last)
    assert rate == pytest.approx(deaths(first, last) / incidents(first, last), abs=0.005001)


@pytest.mark.parametrize(
    ("period", "pattern", "years", "what"),
    [
        ((1960, 1969), r"(\d+) of the decade's incidents fall in 1968", (1968, 1969), incidents),
        ((1968, 1972), r"Matches the (\d+) that", (1968, 1972), incidents),
        ((1970, 1979), r"(\d+) of these fall in 1970-1972", (1970, 1972), incidents),
        ((2000, 2009), r"(\d+) of the deaths are 2001", (2001, 2001), deaths),
    ],
)
def test_a_part_named_in_a_note_equals_its_years(period, pattern, years, what) -> None:
    assert numbers(pattern, note_of(*period)) == (what(*years),)


def test_the_yearly_paces_in_the_notes_are_right() -> None:
    after, wave = numbers(r"about (\d+) a year against (\d+) a year", note_of(1973, 1979))
    assert after == round(incidents(1973, 1979) / 7)
    assert wave == round(incidents(1968, 1972) / 5)
    (eighties,) = numbers(r"about (\d+) a year", note_of(1980, 1989))
    assert eighties == pytest.approx(incidents(1980, 1989) / 10, abs=0.5)
    (late,) = numbers(r"About ([\d.]+) a year", note_of(2002, 2016))
    assert late == round(incidents(2002, 2016) / 15, 1)


def test_the_comparisons_in_words_hold() -> None:
    note = note_of(1980, 1989)
    assert "Fewer incidents than the 1970s" in note
    assert incidents(1980, 1989) < incidents(1970, 1979)
    assert "roughly six times as deadly per incident as 1968-1972" in note
    eighties = deaths(1980, 1989) / incidents(1980, 1989)
    assert eighties / (deaths(1968, 1972) / incidents(1968, 1972)) == pytest.approx(6, abs=0.25)
    assert "Four in five of the 1980s level" in note_of(1990, 1999)
    assert incidents(1990, 1999) / incidents(1980, 1989) == pytest.approx(0.8, abs=0.03)
    (theirs,) = numbers(r"its death total, (\d+), is one higher", note_of(1968, 1972))
    assert theirs == deaths(1968, 1972) + 1


@pytest.mark.parametrize(
    ("first", "last", "scope", "pattern", "years"),
    [
        (1969, 1972, "Evans", r"ASN table: (\d+)\.", (1969, 1972)),
        (1968, 1972, "worldwide hijack attempts", r"Compare ASN (\d+)\.", (1968, 1972)),
        (1929, 1957, "trade history", r"ASN alone lists (\d+) for 1948-1957", (1948, 1957)),
        (1958, 1967, "trade history", r"ASN has (\d+) for the same years", (1958, 1967)),
        (1968, 1968, "Quandt", r"ASN has (\d+) worldwide", (1968, 1968)),
    ],
)
def test_a_rival_rows_note_quotes_our_series_rightly(first, last, scope, pattern, years) -> None:
    assert numbers(pattern, note_of(first, last, scope)) == (incidents(*years),)


def test_the_rival_that_agrees_to_within_one_does() -> None:
    assert "agree to within one" in note_of(1969, 1972, "Evans")
    theirs = next(v for k, v in incidents_by_scope(1969, 1972).items() if "Evans" in k)
    assert abs(theirs - incidents(1969, 1972)) == 1


def test_holdens_rides_and_ransoms_add_up_to_his_attempts() -> None:
    counts = incidents_by_scope(1968, 1972)
    whole = counts["United States attempts (Holden)"]
    rides = counts["United States attempts made for transport (Holden)"]
    ransoms = counts["United States attempts made for extortion (Holden)"]
    assert rides + ransoms == whole
    assert whole < counts["worldwide hijack attempts (Holden)"]
    for part in ("for transport", "for extortion"):
        assert numbers(r"[Oo]f the (?:same )?(\d+)", note_of(1968, 1972, part)) == (whole,)
    total, _, extortion = numbers(
        r"of (\d+) United States cases in 1968 to 1972, (\d+) were bids to reach Cuba and (\d+)",
        COUNTERS.loc["K09", "argument"],
    )
    assert (total, extortion) == (whole, ransoms)


def test_holdens_pace_in_days_follows_from_his_count() -> None:
    assert "one every five and a half days" in note_of(1968, 1972, "worldwide hijack attempts")
    days = (pd.Timestamp("1973-01-01") - pd.Timestamp("1968-01-01")).days
    count = incidents_by_scope(1968, 1972)["worldwide hijack attempts (Holden)"]
    assert days / count == pytest.approx(5.5, abs=0.15)


def test_the_united_states_share_of_the_wave_is_as_the_note_says() -> None:
    (share,) = numbers(r"about (\d+) per cent", note_of(1968, 1972, "Landes"))
    landes = incidents_by_scope(1968, 1972)["United States registered aircraft (Landes)"]
    assert 100 * landes / incidents(1968, 1972) == pytest.approx(share, abs=1)


def test_the_share_of_terrorism_among_all_hijackings_is_as_the_note_says() -> None:
    counts = incidents_by_scope(1948, 2007)
    every = counts["hijackings worldwide (Fahey and others)"]
    terrorist = counts["hijackings worldwide classified as terrorism (Fahey and others)"]
    share, whole = numbers(r"(\d+) per cent of ([\d,]+):", note_of(1948, 2007, "terrorism"))
    assert whole == every
    assert share == round(100 * terrorist / every)


def test_no_period_runs_backwards() -> None:
    assert (PERIODS["start_year"] <= PERIODS["end_year"]).all()


# ---- measures


def test_the_fall_in_the_note_on_screening_is_that_of_the_table() -> None:
    before, after = numbers(r"worldwide from (\d+) to (\d+)\.", MEASURES.loc["SM06", "note"])
    assert (before, after) == (incidents(1972, 1972), incidents(1973, 1973))


def test_the_average_in_the_note_on_cockpit_doors_is_that_of_the_table() -> None:
    average, first, last = numbers(
        r"average ([\d.]+) a year in (\d{4})-(\d{4})", MEASURES.loc["SM26", "note"]
    )
    years = int(last - first) + 1
    assert average == round(incidents(int(first), int(last)) / years, 1)


def test_the_days_between_measures_and_events_are_as_the_notes_say() -> None:
    assert "Five days after the September 1970" in MEASURES.loc["SM02", "note"]
    seized = LANDMARKS.loc[LANDMARKS["date"].dt.strftime("%Y-%m") == "1970-09", "date"].min()
    assert (MEASURES.loc["SM02", "date"] - seized).days == 5
    assert "six weeks after screening" in MEASURES.loc["SM07", "note"]
    assert round((MEASURES.loc["SM07", "date"] - MEASURES.loc["SM06", "date"]).days / 7) == 6
    assert "after the wave had begun" in MEASURES.loc["SM01", "note"]


def test_screening_and_the_agreement_with_cuba_are_dated_as_other_tables_say() -> None:
    assert "5 January 1973" in YEARLY.loc[1972, "note"]
    assert MEASURES.loc["SM06", "date"] == pd.Timestamp(1973, 1, 5)
    assert MEASURES.loc["SM07", "date"] == pd.Timestamp(1973, 2, 15)


def test_eras_follow_one_another_as_the_measures_do() -> None:
    assert MEASURES["era"].cat.codes.is_monotonic_increasing
    assert MEASURES["era"].nunique() == len(MEASURES["era"].cat.categories)


# ---- landmark cases


def test_ids_of_landmarks_and_measures_are_numbered_without_gaps() -> None:
    assert list(LANDMARKS.index) == [f"HJ{n:03}" for n in range(1, len(LANDMARKS) + 1)]
    assert list(MEASURES.index) == [f"SM{n:02}" for n in range(1, len(MEASURES) + 1)]


def test_no_case_has_more_victims_than_people_aboard() -> None:
    # Guangzhou 1990: the aircraft hit another, in which 46 died.
    aboard = LANDMARKS.drop("HJ037").dropna(subset=["passengers_crew"])
    assert (aboard["deaths_victims_high"] <= aboard["passengers_crew"]).all()


def test_the_deaths_at_guangzhou_add_up() -> None:
    row = LANDMARKS.loc["HJ037"]
    dead, on_the_jet, on_another = numbers(
        r"(\d+) dead including the hijacker: (\d+) on the hijacked jet and (\d+) on another",
        row["note"],
    )
    assert on_the_jet + on_another == dead == row["deaths_victims_high"] + 1
    assert on_the_jet <= YEARLY.loc[1990, "fatalities"]


def test_victims_of_a_years_landmark_cases_do_not_exceed_the_years_deaths() -> None:
    low = LANDMARKS.drop("HJ037").groupby(LANDMARKS["date"].dt.year)["deaths_victims_low"].sum()
    for year, victims in low.items():
        assert victims <= YEARLY.loc[year, "fatalities"], year


def test_every_landmark_case_falls_in_a_year_with_incidents() -> None:
    for year, cases in LANDMARKS.groupby(LANDMARKS["date"].dt.year).size().items():
        assert cases <= YEARLY.loc[year, "incidents"], year


def test_the_first_case_loses_everybody_but_the_hijackers_from_its_victims() -> None:
    row = LANDMARKS.loc["HJ001"]
    died, aboard, victims = numbers(r"(\d+) of (\d+) aboard died; (\d+) is", row["note"])
    assert aboard == row["passengers_crew"]
    assert died == aboard - 1
    assert victims == row["deaths_victims_low"] == aboard - 4


def test_the_counter_argument_on_the_peak_states_the_tables_peak() -> None:
    year, count = numbers(r"peaked in (\d{4}) with (\d+)", COUNTERS.loc["K08", "argument"])
    assert (year, count) == (YEARLY["incidents"].idxmax(), YEARLY["incidents"].max())
