"""Attacks in Europe against Europol, the codebook and the lists of landmarks."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from aftermosul import resources
from aftermosul.evidence import schema
from aftermosul.evidence.tables import load

EUROPE = load("europe_attacks")
ELSEWHERE = load("attacks_elsewhere")
COMPLETED = EUROPE[EUROPE["status"] == "completed"]
TESAT = load("tesat").set_index("year")
EVENTS = load("events_landmark").set_index("id")
PLOTS = load("foiled_plots_europe").set_index("id")

# The essay appeared in October 2016. No attack in Europe of the table falls between the two days
# that the codebook and the date column leave open, so the cut is the same for each of them.
CUT = pd.Timestamp(2016, 10, 10)

# Deaths that one of the two counts has and the other has not, as the codebook states them.
NOT_TRACED = {2015: 1, 2016: -2}
# The United Kingdom is in Europol's totals up to 2019; Norway and Switzerland never are.
LAST_YEAR_OF_THE_UK = 2019
OUTSIDE_THE_EU = {"CHE", "NOR"}

RANK = {"inspired": 0, "connected": 1, "directed": 2}


def codebook() -> Path:
    return resources.data() / "codings" / "europe_attacks.md"


def stated(header: str) -> list[list[str]]:
    """The rows of the codebook's table whose heading begins so."""
    lines = iter(codebook().read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith(header):
            next(lines)
            break
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    assert rows, f"no table under {header!r} in the codebook"
    return rows


def killed_by_year(rows: pd.DataFrame) -> dict[int, int]:
    return rows.groupby(rows["date"].dt.year)["victims_killed"].sum().to_dict()


def in_europols_scope(rows: pd.DataFrame) -> pd.DataFrame:
    left = (rows["iso3"] == "GBR") & (rows["date"].dt.year > LAST_YEAR_OF_THE_UK)
    return rows[~left & ~rows["iso3"].isin(OUTSIDE_THE_EU)]


# ---- Europol


@pytest.mark.parametrize("year", range(2014, 2022))
def test_deaths_of_a_year_equal_europols_but_for_those_not_traced(year: int) -> None:
    ours = killed_by_year(in_europols_scope(EUROPE))[year]
    assert ours - TESAT.loc[year, "deaths_jihadist"] == NOT_TRACED.get(year, 0)


@pytest.mark.parametrize(
    ("year", "country", "killed"), [(2020, "GBR", 3), (2020, "CHE", 1), (2021, "GBR", 1)]
)
def test_the_deaths_that_europol_leaves_out_are_those_the_codebook_names(
    year: int, country: str, killed: int
) -> None:
    rows = EUROPE[(EUROPE["date"].dt.year == year) & (EUROPE["iso3"] == country)]
    assert rows["victims_killed"].sum() == killed


def test_the_codebooks_table_on_europol_states_both_tables() -> None:
    rows = stated("| year | this table, killed")
    assert [int(row[0]) for row in rows] == list(range(2014, 2022))
    for year, ours, theirs, _ in rows:
        assert int(ours) == killed_by_year(EUROPE)[int(year)], year
        assert int(theirs) == TESAT.loc[int(year), "deaths_jihadist"], year


def test_europols_kinds_of_attack_add_up() -> None:
    kinds = [f"attacks_jihadist_{kind}" for kind in ("completed", "foiled", "failed")]
    whole = TESAT.dropna(subset=kinds)
    assert len(whole) >= 5
    assert (whole[kinds].sum(axis=1) == whole["attacks_jihadist"]).all()
    part = TESAT[kinds].fillna(0).sum(axis=1)
    assert (part <= TESAT["attacks_jihadist"]).all()


def test_europols_plots_are_the_same_in_both_tables() -> None:
    theirs = PLOTS[PLOTS.index.str.startswith("tesat-")]
    assert len(theirs) == 10
    for row in theirs.itertuples():
        year = TESAT.loc[row.year]
        assert row.total == year["attacks_jihadist"]
        for kind in ("completed", "failed", "foiled"):
            ours = getattr(row, kind)
            other = year[f"attacks_jihadist_{kind}"]
            assert (pd.isna(ours) and pd.isna(other)) or ours == other, (row.Index, kind)


def test_plots_launched_and_foiled_and_their_shares_add_up() -> None:
    for row in PLOTS.itertuples():
        if pd.notna(row.launched) and pd.notna(row.completed) and pd.notna(row.failed):
            assert row.launched == row.completed + row.failed, row.Index
        if pd.notna(row.launched) and pd.notna(row.foiled) and pd.notna(row.total):
            assert row.total == row.launched + row.foiled, row.Index
        if pd.notna(row.foiled) and pd.notna(row.total) and pd.notna(row.share_foiled_pct):
            share = 100 * row.foiled / row.total
            assert row.share_foiled_pct == pytest.approx(share, abs=0.051), row.Index


# ---- what the codebook states


def test_there_are_79_attacks_with_392_killed() -> None:
    assert (len(EUROPE), EUROPE["victims_killed"].sum()) == (79, 392)
    assert COMPLETED["victims_killed"].sum() == 392


@pytest.mark.parametrize(
    ("column", "value", "attacks", "killed"),
    [
        ("link", "directed", 6, 179),
        ("link", "connected", 13, 53),
        ("link", "inspired", 55, 160),
        ("any_foreign_fighter_returnee", "yes", 5, 188),
    ],
)
def test_attacks_and_deaths_of_a_code_are_as_stated(column, value, attacks, killed) -> None:
    rows = COMPLETED[COMPLETED[column] == value]
    assert (len(rows), rows["victims_killed"].sum()) == (attacks, killed)


@pytest.mark.parametrize(
    ("column", "value", "before", "attacks", "mean"),
    [
        ("any_foreign_fighter_returnee", "yes", True, 4, 41.5),
        ("any_foreign_fighter_returnee", "yes", False, 1, 22.0),
        ("any_foreign_fighter_returnee", "no", True, 19, 5.8),
        ("any_foreign_fighter_returnee", "no", False, 47, 1.9),
        ("link", "directed", True, 6, 29.8),
        ("link", "inspired", True, 10, 8.8),
        ("link", "inspired", False, 45, 1.6),
        ("trained_abroad", "yes", True, 5, 35.6),
        ("trained_abroad", "yes", False, 3, 8.3),
        ("trained_abroad", "no", True, 18, 5.4),
        ("trained_abroad", "no", False, 46, 2.0),
    ],
)
def test_deaths_per_attack_before_and_after_the_essay_are_as_audited(
    column, value, before, attacks, mean
) -> None:
    rows = COMPLETED[(COMPLETED[column] == value) & (COMPLETED["before_essay"] == before)]
    assert len(rows) == attacks
    assert rows["victims_killed"].mean() == pytest.approx(mean, abs=0.051)


def test_after_the_essay_no_attack_is_directed() -> None:
    assert set(EUROPE.loc[~EUROPE["before_essay"], "link"].astype(str)) == {"connected", "inspired"}


def test_nice_has_86_of_the_88_deaths_of_the_inspired_before_the_essay() -> None:
    rows = COMPLETED[(COMPLETED["link"] == "inspired") & COMPLETED["before_essay"]]
    nice = rows.loc[rows["city"] == "Nice", "victims_killed"]
    assert (nice.sum(), rows["victims_killed"].sum()) == (86, 88)


def test_the_codebooks_table_of_codings_is_that_of_the_data() -> None:
    essay = COMPLETED["before_essay"].map({True: "before", False: "after"})
    rows = stated("| coding | essay | value |")
    for coding, when, value, *figures in rows:
        killed = COMPLETED.loc[(COMPLETED[coding] == value) & (essay == when), "victims_killed"]
        attacks, total, mean, median = map(float, figures)
        assert (len(killed), killed.sum()) == (attacks, total), (coding, when, value)
        assert killed.mean() == pytest.approx(mean, abs=0.0051), (coding, when, value)
        assert killed.median() == median, (coding, when, value)
    for coding in {row[0] for row in rows}:
        assert sum(int(row[3]) for row in rows if row[0] == coding) == len(COMPLETED)


# ---- codes that hang together


@pytest.mark.parametrize("table", [EUROPE, ELSEWHERE], ids=["europe", "elsewhere"])
def test_an_attack_before_the_essay_is_marked_so(table: pd.DataFrame) -> None:
    assert (table["before_essay"] == (table["date"] < CUT)).all()
    # The cut falls where nothing happened, so that a few days either way change no row.
    near = table["date"].between(CUT - pd.Timedelta(days=4), CUT + pd.Timedelta(days=21))
    assert not near.any()


@pytest.mark.parametrize("table", [EUROPE, ELSEWHERE], ids=["europe", "elsewhere"])
def test_the_strict_and_the_loose_code_stand_on_either_side_of_the_code(table) -> None:
    strict, middle, loose = (
        table[column].astype(str).map(RANK) for column in ("link_strict", "link", "link_loose")
    )
    wrong = table[~((strict <= middle) & (middle <= loose))]
    assert wrong["id"].tolist() == []


# Where "returnee" and "trained abroad" part, with the reason that the note or the codebook gives.
NOT_TRAINED_FOR_SURE = {
    "tur-2016-01-12-istanbul": "a member sent over the border; training is not established",
}


@pytest.mark.parametrize("table", [EUROPE, ELSEWHERE], ids=["europe", "elsewhere"])
def test_a_returnee_counts_as_trained_abroad(table: pd.DataFrame) -> None:
    returnees = table[table["any_foreign_fighter_returnee"] == "yes"]
    others = returnees[returnees["trained_abroad"] != "yes"]
    assert set(others["id"]) == set(NOT_TRAINED_FOR_SURE) & set(table["id"])


def test_training_elsewhere_than_in_the_wars_named_parts_the_two_columns_thrice() -> None:
    part = EUROPE["any_foreign_fighter_returnee"].astype(str) != EUROPE["trained_abroad"].astype(
        str
    )
    assert set(EUROPE.loc[part, "id"]) == {
        "eu-2015-01-07-paris",
        "eu-2018-01-11-vendin-le-vieil",
        "eu-2020-06-20-reading",
    }


@pytest.mark.parametrize("table", [EUROPE, ELSEWHERE], ids=["europe", "elsewhere"])
def test_a_failed_attack_harmed_nobody_and_a_completed_one_somebody(table: pd.DataFrame) -> None:
    harmed = table["victims_killed"] + table["injured"].fillna(0)
    assert (harmed[table["status"] == "failed"] == 0).all()
    assert (harmed[table["status"] == "completed"] > 0).all()


@pytest.mark.parametrize("table", [EUROPE, ELSEWHERE], ids=["europe", "elsewhere"])
def test_an_id_tells_the_date_of_its_attack_and_a_cluster_is_one_of_a_kind(table) -> None:
    for row in table.itertuples():
        assert row.date.strftime("%Y-%m-%d") in row.id
        alone = row.cluster_id == row.id
        assert (
            alone
            or (table["cluster_id"] == row.cluster_id).sum() > 1
            or (row.cluster_id in set(EUROPE["cluster_id"]))
        ), row.id


# ---- landmarks


def test_the_decade_of_a_landmark_is_that_of_its_date() -> None:
    decade = (EVENTS["date"].dt.year // 10 * 10).astype(str) + "s"
    assert (decade == EVENTS["decade"].astype(str)).all()


def test_the_title_of_a_list_names_the_years_that_it_spans() -> None:
    for name in ("events_landmark", "hijackings_landmark", "security_measures"):
        years = load(name)["date"].dt.year
        assert f"{years.min()} to {years.max()}" in schema.table(name).title
    years = load("one_sided_violence")["year"]
    assert f"{years.min()} to {years.max()}" in schema.table("one_sided_violence").title


def test_stages_of_the_essay_hold_what_their_names_say() -> None:
    stage = EVENTS["essay_stage"].astype(object)
    assert set(EVENTS.loc[stage == "hijackings", "tactic"]) == {"hijacking"}
    bombings = EVENTS[stage == "al-qaeda-bombings"]
    assert set(bombings["tactic"]) == {"bombing", "suicide-bombing"}
    assert EVENTS.loc[stage == "9-11", "date"].tolist() == [pd.Timestamp(2001, 9, 11)]
    late = EVENTS[stage == "islamic-state"]
    assert late["date"].min() > pd.Timestamp(2014, 6, 9)
    for rows in (bombings, late):
        assert set(rows["ideology"]) == {"jihadist"}


# One landmark may be several attacks in the coded table.
SEVERAL = {"EV092": ["eu-2015-01-07-paris", "eu-2015-01-08-montrouge", "eu-2015-01-09-paris"]}


@pytest.mark.parametrize("table", [EUROPE, ELSEWHERE], ids=["europe", "elsewhere"])
def test_a_death_toll_lies_in_the_range_that_the_landmarks_give(table: pd.DataFrame) -> None:
    both = table.merge(EVENTS.reset_index(), on=["date", "iso3"], suffixes=("", "_landmark"))
    assert len(both) >= 9
    for row in both.itertuples():
        several = table[table["id"].isin(SEVERAL.get(row.id_landmark, [row.id]))]
        assert len(several) == len(SEVERAL.get(row.id_landmark, [row.id]))
        killed = several["victims_killed"].sum()
        assert row.victims_killed_low <= killed <= row.victims_killed_high, row.id


def test_hijackings_have_the_same_deaths_in_both_lists_of_landmarks() -> None:
    flights = load("hijackings_landmark")
    events = EVENTS[EVENTS["tactic"] == "hijacking"]
    both = 0
    for date, cases in flights.groupby("date"):
        same = events[events["date"] == date]
        if len(same) != 1:
            continue
        both += 1
        low, high = cases["deaths_victims_low"].sum(), cases["deaths_victims_high"].sum()
        if date == pd.Timestamp(2001, 9, 11):  # The landmark counts the dead on the ground too.
            assert high < same["victims_killed_low"].iloc[0]
        else:
            assert low == same["victims_killed_low"].iloc[0], date
            assert high == same["victims_killed_high"].iloc[0], date
    assert both >= 8


def test_what_the_essay_itself_names_was_public_on_its_day() -> None:
    """New York four weeks before, and every attack in Europe until the essay."""
    then = load("attacks_elsewhere", as_of="2016-10-15")
    assert "usa-2016-09-17-new-york" in set(then["id"])
    early = load("europe_attacks", as_of="2016-10-15")
    assert set(early["id"]) == set(EUROPE.loc[EUROPE["before_essay"], "id"])
