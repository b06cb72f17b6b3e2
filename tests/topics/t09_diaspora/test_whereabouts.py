"""The first figure of lesson 09: squares, lines and words against the table and the model."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t09_diaspora import model, rows
from tests.figures import charts

TABLE = load("whereabouts")
ACCOUNTS = model.accounts(TABLE)
BY_ID = TABLE.set_index("id")


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.diaspora()


@pytest.fixture(scope="module")
def strips(figure: Instrument) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(charts.spec_of(figure), "squares"))


def test_every_account_can_be_chosen_and_the_world_comes_first(figure: Instrument) -> None:
    (account, end) = figure.controls[:2]
    assert account["options"][0][0] == model.EVERYBODY
    assert {value for value, _ in account["options"]} == set(ACCOUNTS["account"])
    assert [value for value, _ in end["options"]] == [model.LEAST, model.MOST]


def test_squares_stand_for_everybody_and_for_nobody_twice(strips: pd.DataFrame) -> None:
    for (account, end), own in strips.groupby(["account", "end"]):
        stocks = ACCOUNTS[ACCOUNTS["account"] == account].set_index("stock")
        each = model.square(float(stocks["travelled_most"].iloc[0]))
        whole = round(stocks[f"travelled_{end}"].iloc[0] / each)
        if (stocks["excess"] == 0).all():
            assert own["squares"].sum() == whole
        else:
            assert own["squares"].sum() > whole
        for row in own.itertuples():
            if row.stock != model.UNCOUNTED:
                published = stocks.loc[row.stock, end]
                assert row.squares == (0 if pd.isna(published) else round(published / each))


def test_a_strip_begins_below_those_before_it(strips: pd.DataFrame) -> None:
    for _, own in strips.groupby(["account", "end"]):
        squares = list(own.sort_values("place")["squares"])
        for row in own.to_dict("records"):
            before = [row[f"before{n}"] for n in range(rows.MOST_STRIPS)]
            assert before[: row["place"]] == squares[: row["place"]]
            assert not any(before[row["place"] :])


def test_lines_run_from_the_least_to_the_most_that_conservation_leaves(
    strips: pd.DataFrame,
) -> None:
    model_rows = ACCOUNTS.set_index(["account", "stock"])
    for row in strips.itertuples():
        own = model_rows.loc[(row.account, row.stock)]
        if pd.isna(own["low"]):
            assert pd.isna(row.to)
        else:
            assert row.to * own["travelled_most"] == pytest.approx(own["high"])
            assert 0 <= row.to <= 1


def test_by_far_most_squares_of_all_makers_are_empty(strips: pd.DataFrame) -> None:
    for end in rows.ENDS:
        own = strips[(strips["account"] == model.EVERYBODY) & (strips["end"] == end)]
        empty = own.loc[own["stock"] == model.UNCOUNTED, "squares"].sum()
        assert empty > own["squares"].sum() / 2
        assert empty > 1.5 * own.loc[own["stock"] != model.UNCOUNTED, "squares"].max()


def test_the_steps_say_what_the_table_says(figure: Instrument) -> None:
    travelled, left, home, nobody = (says for _, _, says in figure.steps)
    then = BY_ID.loc["world-2016-travelled"]
    assert "In mid-2016" in travelled
    assert then["as_of"].year == 2016
    assert f"over {then['low']:,} travellers" in travelled
    assert f"{BY_ID.loc['world-2016-still-there', 'low']:,} still there" in travelled
    assert BY_ID.loc["world-2016-returned", "low"] == 0.3 * then["low"]
    assert set(TABLE.loc[TABLE["account"] == "world-2016", "stock"]) == {
        "travelled",
        "still there",
        "returned",
    }
    assert "10 to 30 per cent" in BY_ID.loc["world-2015-left", "note"]
    assert "5 to 10 per cent" in BY_ID.loc["world-2015-killed", "note"]
    assert "10 to 30 per cent as having left" in left
    assert "5 to 10 as dead" in left
    later = BY_ID.loc["world-2017-returned"]
    assert (later["as_of"] - pd.Timestamp(2016, 10, 15)).days in range(340, 390)
    assert f"{later['low']:,} at home, in 33 countries" in home
    assert "33 countries" in later["note"]
    assert later["low"] < BY_ID.loc["world-2016-returned", "low"] / 2
    assert "12,000" in home
    assert "most squares stay empty" in nobody
    assert [values["account"] for _, values, _ in figure.steps] == [
        "world-2016",
        "world-2015",
        "world-2017",
        model.EVERYBODY,
    ]


@pytest.mark.parametrize("end", [model.LEAST, model.MOST])
@pytest.mark.parametrize("account", sorted(set(ACCOUNTS["account"])))
def test_the_sentence_says_what_the_model_finds(figure: Instrument, account: str, end: str) -> None:
    figure.set(account=account, end=end)
    own = ACCOUNTS[ACCOUNTS["account"] == account].set_index("stock")
    rest = own.loc[model.UNCOUNTED, end]
    said = figure.said()
    assert rows.ENDS[end] in said
    assert f"{own[f'travelled_{end}'].iloc[0]:,.0f} who travelled" in said
    if rest < 0:
        assert f"that is {-rest:,.0f} too many" in said
    elif rest == 0:
        assert "nobody in none" in said
    else:
        assert f"and {rest:,.0f} in none" in said
        home = own.loc["left" if "left" in own.index else "returned"]
        assert f"{home['low']:,.0f} to {home['high']:,.0f} of them" in said


def test_the_guess_is_measured_against_the_least_published(figure: Instrument) -> None:
    ((_, _, truth),) = figure.guess[0]["parts"]
    own = ACCOUNTS[ACCOUNTS["account"] == model.EVERYBODY].set_index("stock")
    rest = own.loc[model.UNCOUNTED]
    assert truth == round(100 * rest["least"] / rest["travelled_least"])
    assert figure._guess is not None
    assert "48 more" in figure._guess.said({"uncounted": truth - 48})


def test_the_twin_gives_every_figure_of_an_account_with_its_maker(figure: Instrument) -> None:
    table = pd.DataFrame(charts.rows(charts.spec_of(figure), "table"))
    assert set(table["account"]) == set(ACCOUNTS["account"])
    every = table[table["account"] == model.EVERYBODY]
    assert {"ICSR", "US government", "Soufan Center", "US officials"} == set(every["maker"])
    for account, own in table.groupby("account"):
        if account != model.EVERYBODY:
            assert len(own) == (TABLE["account"] == account).sum()


def test_what_was_not_public_on_the_essays_day_is_no_square_then(strips: pd.DataFrame) -> None:
    later = strips[strips["account"] == "world-2017"]
    assert set(later["public"]) == {known.NO}
    early = strips[strips["account"] == "eu-2015"]
    assert set(early["public"]) == {known.YES}


def test_the_switch_counts_an_accounts_figures_the_undated_total_among_them() -> None:
    figure = instruments.diaspora()
    figure.set(account="world-2016", then=True)
    assert "2 of 3 published figures. Dashed outlines: 1 can't be dated." in figure.said()
    figure.set(account="eu-2015")
    assert "4 of 4 published figures." in figure.said()
