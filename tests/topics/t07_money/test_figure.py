"""The figure of lesson 07: what it draws, adds and says against the tables and the model."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence import dating
from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.figures.fields import written
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t07_money import figure as figure_module
from aftermosul.topics.t07_money import words
from aftermosul.topics.t07_money.model import TOTAL, all_sums, repeatable
from tests.figures import charts

TABLE = load("revenue")
ENDS = ["usd_millions_low", "usd_millions_high"]


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.revenue()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


@pytest.fixture(scope="module")
def drawn(spec: dict) -> pd.DataFrame:
    """The rows behind the panels' marks."""
    (found,) = [
        pd.DataFrame(rows)
        for rows in spec["datasets"].values()
        if {"along", "cut"} <= set(rows[0]) and "named" not in rows[0]
    ]
    return found


def said(maker: str = "all", again: bool = False, then: bool = False) -> str:
    figure = instruments.revenue()
    figure.set(maker=maker, again=again, then=then)
    return figure.said()


def row(maker: str = "all", again: bool = False) -> dict[str, object]:
    figure = instruments.revenue()
    figure.set(maker=maker, again=again)
    return dict(figure.rows()["said"])


# ---- whose a figure is, and where it stands


def test_every_row_of_the_table_stands_in_the_twin_as_the_table_has_it(spec: dict) -> None:
    found = pd.DataFrame(charts.rows(spec, "rows"))
    same = ["year", "maker", "said_by", "note"]
    assert found[same].to_numpy().tolist() == TABLE[same].astype(object).to_numpy().tolist()


def test_every_mark_has_its_makers_name_colour_and_amount(spec: dict, drawn: pd.DataFrame) -> None:
    own = drawn[drawn["group"] == "given"]
    key = ["year", "maker", "said_by", "low", "high"]
    table = TABLE.rename(columns={"usd_millions_low": "low", "usd_millions_high": "high"})
    where = {(s, b): n for n, (s, bases, *_) in enumerate(figure_module._SHOWN) for b in bases}
    panels = [where.get(k) for k in zip(table["stream"], table["basis"], strict=True)]
    shown = table.assign(panel=panels)[lambda t: t["panel"].notna()]
    found, expected = (
        sorted(
            str(r) for r in frame[["panel", *key]].astype(object).fillna("?").to_numpy().tolist()
        )
        for frame in (own.assign(panel=own["panel"].astype(float)), shown)
    )
    assert found == expected
    text = json.dumps(spec)
    domain, colours = list(palette.REVENUE_MAKERS), list(palette.REVENUE_MAKERS.values())
    assert set(drawn["maker"]) <= set(words.MAKERS) == set(domain)
    assert f'"domain": {json.dumps(domain)}, "range": {json.dumps(colours)}' in text


def test_what_is_not_drawn_is_said_and_is_no_stream_a_year(drawn: pd.DataFrame) -> None:
    where = {(s, b) for s, bases, *_ in figure_module._SHOWN for b in bases}
    left = TABLE[[k not in where for k in zip(TABLE["stream"], TABLE["basis"], strict=True)]]
    yearly = left[left["basis"] == "year"]
    assert list(yearly["stream"]) == ["donations"]
    assert yearly[ENDS].isna().all(axis=None)
    assert len(left) + len(drawn[drawn["group"] == "given"]) == len(TABLE)


def test_makers_of_one_year_stand_apart_and_within_their_slot(drawn: pd.DataFrame) -> None:
    for keys, group in drawn.groupby(["panel", "year", "group"]):
        panel, year, _ = keys
        years = figure_module._YEARS[panel]
        assert group["along"].is_unique
        slot = (group["along"] * len(years)).astype(int)
        assert (slot == years.index(year)).all()
    assert drawn["panel"].nunique() == len(figure_module._SHOWN)


def test_a_range_that_leaves_its_panel_says_that_it_is_cut(drawn: pd.DataFrame) -> None:
    tops = drawn["panel"].map(lambda n: figure_module._SHOWN[n][2])
    beyond = drawn["high"] > tops
    assert list(drawn["cut"]) == list(beyond)
    assert beyond.sum() == 1
    assert (drawn["low"].dropna() <= tops[drawn["low"].notna()]).all()
    sums = drawn[drawn["group"] == "sum"]
    assert sums["high"].max() <= 1500, "the top of the first panel while sums stand in it"


def test_the_sums_drawn_are_each_makers_own(drawn: pd.DataFrame) -> None:
    model = all_sums(TABLE)
    model = model[model["repeatable"] & (model["basis"] == "year")]
    key = ["year", "maker", "low", "high"]
    found = drawn.loc[drawn["group"] == "sum", key]
    assert sorted(found.to_numpy().tolist()) == sorted(model[key].to_numpy().tolist())
    assert found["maker"].nunique() == 3


def test_what_is_pale_is_what_the_model_calls_not_repeatable(spec: dict) -> None:
    own = pd.DataFrame(charts.rows(spec, "labelValue"))
    own = own[own["group"] == "given"]
    streams = {name: key for key, name in words.STREAMS.items()}
    bases = {name: key for key, name in words.PER.items()}
    expected = [
        repeatable(streams[label], bases[per])
        for label, per in zip(own["label"], own["per"], strict=True)
    ]
    assert list(own["again"]) == expected
    assert set(expected) == {True, False}


def test_the_words_for_what_is_pale_hold_for_one_maker_and_for_everybody(spec: dict) -> None:
    """Of one maker, everybody else is pale, whatever could come in again."""
    pale = [la["encoding"]["opacity"] for la in charts.layers(spec) if "opacity" in la["encoding"]]
    tests = {condition["test"] for way in pale for condition in way["condition"]}
    mine = "(maker == 'all' || datum.maker == maker)"
    assert tests == {mine, f"{mine} && (!again || datum.again)"}
    assert {way["value"] for way in pale} == {figure_module._PALE}
    assert figure_module._PALE >= 0.3
    for maker in words.MAKERS:
        assert "Pale: other makers, and " in said(maker, True)
        assert said(maker, True).endswith("could be taken only once.")
    assert said("icsr", True).endswith("Pale: other makers, and what could be taken only once.")
    assert "Pale: what could be taken only once." in said("all", True)


def test_who_is_named_is_somebody_in_the_table_and_is_named_once(spec: dict) -> None:
    assert set(words.NAMED) <= set(TABLE["said_by"])
    named = pd.DataFrame(charts.rows(spec, "labelMaker"))
    given = named.loc[named["group"] == "given", "said_by"]
    assert sorted(given) == sorted(words.NAMED)


def test_the_land_is_that_of_ihs_at_its_dates(spec: dict) -> None:
    table = load("territory")
    own = table[table["source_id"].str.startswith("ihs-") & table["area_km2_low"].notna()]
    own = own.sort_values("date")
    land = pd.DataFrame(charts.rows(spec, "land"))
    assert list(land["area"]) == list(own["area_km2_low"])
    assert list(land["day"]) == [f"{d.day} {d:%B %Y}" for d in own["date"]]
    assert land["along"].is_monotonic_increasing
    assert land["along"].between(0, 1).all()


# ---- the reading


def test_every_setting_has_a_sentence_and_no_hole(figure: Instrument) -> None:
    assert figure._reading is not None
    settings = figure._reading.outcomes[0].grid.settings()
    assert len(settings) == 4 * (1 + len(words.MAKERS))
    for maker, again, then in settings:
        says = said(str(maker), bool(again), bool(then))
        assert says.endswith(".")
        assert "not known" not in says
        assert "nan" not in says.lower().split()


def test_a_sum_is_read_out_where_there_is_one_and_a_reason_where_not() -> None:
    assert "970 to 1,890 (2014); 1,035 to 1,700 (2015); 520 to 870 (2016)." in said("icsr")
    assert "470 to 890 (2014); 835 to 1,350 (2015); 410 to 680 (2016)." in said("icsr", True)
    assert "720 (2014); none (2015); none (2016)." in said("rand")
    assert said("ihs") == (
        "IHS gives a total a month and no streams: 80 to 81 million dollars in 2015, 56 in 2016, "
        "16 in 2017. A total can't be split."
    )
    for maker in ("treasury", "un", "iraq", "others"):
        count = (TABLE["maker"] == maker).sum()
        assert said(maker) == (
            f"{words.MAKERS[maker]}: {count} figures, of different kinds. None is added to another."
        )
        assert not (all_sums(TABLE)["maker"] == maker).any()


def test_nothing_is_added_across_makers_or_years() -> None:
    rivals = said()
    assert "nothing is added across them" in rivals
    for year in (2014, 2015, 2016):
        rows = TABLE[(TABLE["year"] == year) & (TABLE["basis"] == "year")]
        totals = rows[rows["stream"] == TOTAL]
        ends = [
            written(totals[end].agg(how), "d")
            for end, how in zip(ENDS, ("min", "max"), strict=True)
        ]
        assert f"{ends[0]} to {ends[1]} ({year})" in rivals
        for again in (False, True):
            assert row("all", again)[f"y{year}_sum"] == "not added"
    assert "Years are not added to one another" in said("icsr")


def test_the_table_counts_streams_and_names_those_without_a_figure() -> None:
    icsr, again = row("icsr"), row("icsr", True)
    assert [icsr[f"y{y}_streams"] for y in (2014, 2015, 2016)] == [4, 3, 4]
    assert [again[f"y{y}_streams"] for y in (2014, 2015, 2016)] == [3, 2, 3]
    assert icsr["y2016_without"] == "antiquities, donations"
    assert icsr["y2014_given"] == "970 to 1,890"
    # CAT's streams added up fall short of its total: not every stream has a row.
    assert (row("cat")["y2015_sum"], row("cat")["y2015_given"]) == ("1,400", "2,400")
    assert row("all")["y2014_totals"] == 3


# ---- the story


def test_the_steps_say_what_the_table_says(figure: Instrument) -> None:
    rivals, one, land, again = (says for _, _, says in figure.steps)
    yearly = TABLE[(TABLE["stream"] == TOTAL) & (TABLE["basis"] == "year")]
    of_2014 = yearly[yearly["year"] == 2014]
    assert of_2014["maker"].nunique() == len(of_2014) == 3
    assert rivals.startswith(
        f"For 2014, three makers give totals from {of_2014[ENDS[0]].min():,.0f} to "
        f"{of_2014[ENDS[1]].max():,.0f} million dollars."
    )
    icsr = yearly[yearly["maker"] == "icsr"].set_index("year")
    assert "the highest figure more than halved from 2014 to 2016. The lowest did not." in one
    assert icsr.loc[2016, ENDS[1]] < icsr.loc[2014, ENDS[1]] / 2
    assert icsr.loc[2016, ENDS[0]] > icsr.loc[2014, ENDS[0]] / 2
    months = TABLE[TABLE["maker"] == "ihs"].sort_values("year")
    assert list(months["year"].iloc[[0, -1]]) == [2015, 2017]
    falls = {round(100 * (1 - months[a].iloc[-1] / months[b].iloc[0])) for a in ENDS for b in ENDS}
    territory = load("territory").set_index("id")
    lost = territory.loc["ter-034", "share_lost_pct_low"]
    assert falls == {80}
    assert land.endswith(f"fell by 80 per cent from 2015 to 2017, and the land held by {lost:.0f}.")
    sums = all_sums(TABLE).query("maker == 'icsr' and repeatable").set_index("year")
    low, high = sums["low"], sums["high"]
    assert "2014 and 2015 overlap, and 2016 is surely below 2015" in again
    assert low[2015] < high[2014]
    assert high[2016] < low[2015]
    settings = [(v["maker"], v["again"]) for _, v, _ in figure.steps]
    assert settings == [("all", False), ("icsr", False), ("ihs", False), ("icsr", True)]


def test_the_guess_is_measured_against_the_highest_total(figure: Instrument) -> None:
    totals = TABLE[
        (TABLE["stream"] == TOTAL) & (TABLE["basis"] == "year") & (TABLE["year"] == 2014)
    ]
    ((_, _, truth),) = figure.guess[0]["parts"]
    assert truth == totals[ENDS[1]].max()
    assert f"is {totals[ENDS[0]].min():,.0f} million dollars" in figure.guess[0]["asks"]
    assert figure.guess[0]["high"] <= 3000, "the top of its panel"
    assert figure._guess is not None
    assert figure._guess.said({"most": 1900}) == (
        "You said 1,900 million. The highest is 2,900 million, 1,000 million more."
    )


def test_what_icsr_with_ey_is_stands_in_the_words_and_the_sources(figure: Instrument) -> None:
    sources = load("sources").set_index("source_id")
    assert sources.loc["icsr-2017", "publisher"] == "ICSR, King's College London, and EY"
    assert any("“ICSR with EY” is the report of 2017" in text for text in figure.about)
    named = TABLE.loc[TABLE["source_id"] == "icsr-2017", "said_by"]
    assert set(named) == {words.MAKERS["icsr"]} == {"ICSR with EY"}


# ---- what was known then


def test_then_no_figure_of_a_later_report_is_read_out() -> None:
    kept = load("revenue", as_of=dating.ESSAY)
    figure = instruments.revenue()
    figure.set(then=True)
    totals = kept[(kept["stream"] == TOTAL) & (kept["basis"] == "year") & (kept["year"] == 2014)]
    low, high = totals["usd_millions_low"].min(), totals["usd_millions_high"].max()
    assert f"{low:,.0f} to {high:,.0f} (2014)" in figure.said()
    assert "none (2016)" in figure.said()
    figure.set(maker="icsr")
    assert "nothing that the table has of it was public by then" in figure.said()
    figure.set(maker="ihs")
    assert "nothing in 2017" in figure.said()


def test_a_sum_was_public_where_its_report_was(drawn: pd.DataFrame) -> None:
    sums = drawn[drawn["group"] == "sum"].groupby("maker")["public"].agg(set)
    assert sums["icsr"] == {known.NO}
    assert sums["cat"] == {known.YES}


@pytest.mark.parametrize("maker", ["all", "cat", "icsr", "iraq"])
def test_the_switch_counts_what_is_drawn(drawn: pd.DataFrame, maker: str) -> None:
    figure = instruments.revenue()
    for again in (False, True):
        figure.set(maker=maker, again=again, then=True)
        own = drawn[(drawn["maker"] == maker) | (maker == "all")]
        strong = own[own["again"] & ((own["panel"] > 0) | (own["group"] == "sum"))]
        rows = strong if again else own[own["group"] == "given"]
        public = (rows["public"] == known.YES).sum()
        counted = f"{public} of {len(rows)} estimates drawn"
        assert (counted in figure.said()) is bool(len(rows))
