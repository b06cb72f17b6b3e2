"""Mosul and what is counted by periods: who counted whom, and how long each period is."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul.evidence.tables import load

MOSUL = load("mosul").set_index("id")
COUNTS = load("mosul_counts")
MONTHS = [f"{pd.Timestamp(2000, month, 1):%B}" for month in range(1, 13)]


def test_every_count_of_the_battles_dead_says_who_counted_whom_and_how() -> None:
    """But those of one air strike, which are of a day and a district."""
    dead = MOSUL[
        MOSUL["unit"].isin(["people killed", "deaths in sample"]) & (MOSUL["date"].dt.year == 2017)
    ]
    assert set(COUNTS["mosul_id"]) == set(dead.index)


def test_a_count_has_a_source_of_the_row_that_holds_its_figure() -> None:
    for row in COUNTS.itertuples():
        assert set(row.source_id.split(";")) <= set(MOSUL.loc[row.mosul_id, "source_id"].split(";"))


def test_an_open_end_of_a_figure_is_said_in_its_bound() -> None:
    ends = MOSUL.loc[COUNTS["mosul_id"]]
    bound = COUNTS["bound"].astype(str).to_numpy()
    assert set(bound[ends["figure_high"].isna()]) == {"at least"}
    assert set(bound[ends["figure_low"].isna()]) == {"at most"}


def test_the_battle_lasts_from_its_opening_to_the_declaration() -> None:
    whole = COUNTS[COUNTS["maker"].isin(["UN", "AP", "Prime minister", "Coalition"])]
    assert set(whole["start"]) == {MOSUL.loc["mos-017", "date"]}
    assert set(whole["until"]) == {MOSUL.loc["mos-042", "date"]}
    west = COUNTS[COUNTS["place"] == "west Mosul"]
    assert set(west["start"]) == {MOSUL.loc["mos-023", "date"]}


def test_the_parts_of_the_uns_count_stand_in_its_own_note() -> None:
    note, whole = MOSUL.loc["mos-031", "note"], MOSUL.loc["mos-031", "figure_low"]
    executed, strikes = (MOSUL.loc[row, "figure_low"] for row in ("mos-053", "mos-054"))
    assert f"{executed:.0f} executed by the group" in note
    assert f"{strikes:.0f} in air strikes" in note
    assert executed + strikes < whole


@pytest.mark.parametrize("table", ["is_attacks_by_year", "recruitment"])
def test_a_period_is_as_long_as_its_words_say(table: str) -> None:
    rows = load(table)
    rows = rows[rows["months"].notna()]
    assert len(rows) > 35
    for row in rows.itertuples():
        first, *_, last = re.findall(rf"\d{{4}}|{'|'.join(MONTHS)}", row.period) * 2
        end = row.period_start + pd.DateOffset(months=int(row.months)) - pd.Timedelta(days=1)
        assert first in (f"{row.period_start:%Y}", f"{row.period_start:%B}"), row.id
        assert last == f"{end:%Y}", row.id
        named = [word for word in row.period.split() if word in MONTHS]
        if named:
            assert [named[0], named[-1]] == [f"{row.period_start:%B}", f"{end:%B}"], row.id
        else:
            assert row.months % 12 == 0, row.id


def test_a_maker_of_attacks_is_the_one_in_brackets() -> None:
    """START makes the GTD, from which the index GTI and the State Department take theirs."""
    rows = load("is_attacks_by_year")
    named = rows["measure"].str.extract(r"\(([^)]+)\)$", expand=False)
    told = named.replace(
        {"GTD": "START", "state department annex, GTD": "START", "GTI, GTD data": "GTI"}
    )
    assert told.fillna("CNN").tolist() == rows["maker"].tolist()


# What a row's note or its source must say of a maker of `recruitment`.
WORDS = {
    "US Congress": "congressional",
    "US military": "US military|coalition|US joint staff|US Central Command",
    "US intelligence": "US intelligence|US assessment|Counterterrorism Center|US figure",
    "US officials": "US figure|US assessment",
    "Pentagon": "Pentagon|members, up to 3,000",
    "Analyst in Baghdad": "Baghdad analyst",
    "Soufan Group": "Soufan",
    "Syrian Observatory": "Syrian Observatory|Foreign part of the same count",
    "Kurdish official": "Kurdish official",
    "Coalition": "Coalition",
    "CIA": "CIA",
}


@pytest.mark.parametrize("maker", list(WORDS))
def test_a_maker_of_arrivals_and_strength_is_named_in_note_or_source(maker: str) -> None:
    sources = load("sources").set_index("source_id")[["author", "title", "publisher"]]
    rows = load("recruitment")
    own = rows[rows["maker"] == maker]
    assert len(own)
    for row in own.itertuples():
        said = sources.loc[row.source_id.split(";")].to_string() + row.note
        assert re.search(WORDS[maker], said, re.IGNORECASE), (row.id, said)
