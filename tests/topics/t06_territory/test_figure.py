"""The figure of lesson 06: what it draws and says against the tables and the model."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import outlines, palette
from aftermosul.evidence import dating
from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t06_territory import model
from aftermosul.topics.t06_territory import places as home
from aftermosul.topics.t06_territory import rows as made
from aftermosul.topics.t06_territory.rows import DAYS, ESSAY, ESSAYS_DAY
from tests.figures import charts

CITIES = load("cities")
INSIDE = CITIES[CITIES["iso3"].isin(["IRQ", "SYR"])]
SAID = model.figures(load("territory"))
CHARTS = ("places", "spells", "area", "share", "rulers")


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.territory()


@pytest.fixture(scope="module")
def drawn(figure: Instrument) -> dict[str, dict]:
    """The charts by a mark that each has."""
    return dict(zip(CHARTS, charts.specs_of(figure), strict=True))


def at(**values: object) -> Instrument:
    figure = instruments.territory()
    figure.set(**values)
    return figure


def held_on(day: pd.Timestamp) -> pd.DataFrame:
    return INSIDE[(INSIDE["taken_date"] <= day) & (INSIDE["lost_date"] > day)]


# ---- the story


def test_the_steps_say_what_the_tables_say(figure: Instrument) -> None:
    largest, essay, last, precedent = ((values, says) for _, values, says in figure.steps)
    area = SAID[(SAID["measure"] == "area") & (SAID["scope"] == "both")]
    for maker, month, words in (
        ("US official", "September 2014", "210,000"),
        ("IHS", "January 2015", "90,800"),
    ):
        own = area[area["maker"] == maker].nlargest(1, "low").iloc[0]
        assert (f"{own['low']:,.0f}", f"{own['date']:%B %Y}") == (words, month)
        assert words in largest[1]
        assert month in largest[1]
    assert DAYS[int(essay[0]["now"])] == ESSAY == pd.Timestamp(2016, 10, 15)
    assert f"{len(held_on(ESSAY))} of {taken()} places were held" in essay[1]
    ihs = SAID[(SAID["maker"] == "IHS") & (SAID["measure"] == "share") & (SAID["date"] <= ESSAY)]
    assert f"{ihs['low'].iloc[-1]:.0f} per cent of the land lost since January 2015" in essay[1]
    assert ihs["base"].iloc[-1] == "2015-01"
    day = DAYS[int(last[0]["now"])]
    left = held_on(day)
    assert list(left["place"]) == ["Baghouz"]
    assert (left["lost_date"].iloc[0] - day).days == 8
    assert "one place was left, the village of Baghouz. Eight days later" in last[1]
    assert precedent[0]["shows"] == "rulers"
    assert by_hand() == (8, 3, 5, 1)
    assert (
        "Of eight earlier groups three held more land, five ruled longer, one did both"
        in (precedent[1])
    )


def taken() -> int:
    return len(INSIDE[INSIDE["taken_date"].notna()].drop_duplicates(["lat", "lon"]))


def by_hand() -> tuple[int, int, int, int]:
    """Earlier groups with known land; with more land than the most said of IS; longer; both."""
    rulers = load("territorial_rulers")
    earlier = rulers[rulers["start_year"] < 2014]
    earlier = earlier[earlier[["area_km2_low", "area_km2_high"]].notna().any(axis=1)]
    ours = rulers.set_index("id").loc["rul-01"]
    more = earlier["area_km2_low"].fillna(0) > ours["area_km2_high"]
    years = earlier["end_year"].fillna(2016) - earlier["start_year"]
    longer = years > ours["end_year"] - ours["start_year"]
    return len(earlier), int(more.sum()), int(longer.sum()), int((more & longer).sum())


def test_the_guess_is_measured_against_the_one_maker_that_it_names(figure: Instrument) -> None:
    assert figure._guess is not None
    assert "by the count of IHS" in figure._guess.asks
    assert figure._guess.truth == {"share": 28}
    assert figure._guess.said({"share": 50}).startswith("You said 50 per cent, 22 points too high")


@pytest.mark.parametrize("step", [0, 5, 16, ESSAYS_DAY, 62, 63])
def test_the_sentence_counts_the_places_of_its_day(step: int) -> None:
    figure = at(now=step)
    row = figure.rows()["day"]
    held = held_on(DAYS[step])
    assert row["held"] == len(held)
    assert row["waiting"] + row["held"] + row["lost"] == row["places"] == taken()
    assert f"{len(held)} of {taken()} places held" in figure.said()


def test_a_place_that_is_pointed_out_says_when_it_was_held() -> None:
    said = {spot: at(place=spot).said() for spot in ("mosul", "palmyra", "kobane", "baghouz")}
    assert said["mosul"].endswith("Mosul: taken 10 June 2014, lost 10 July 2017.")
    assert said["palmyra"].endswith(
        "Palmyra: taken May 2015, lost 27 March 2016, taken again December 2016, lost 2 March 2017."
    )
    assert said["kobane"].endswith(
        "Kobane: besieged and never fully taken, its siege ended January 2015."
    )
    assert "Baghouz: taken 2014, lost 23 March 2019." in said["baghouz"]


def test_where_no_map_is_shown_the_sentence_speaks_of_the_groups() -> None:
    said = at(shows="rulers", place="mosul").said()
    earlier, larger, longer, both = by_hand()
    assert said.startswith(f"Of {earlier} earlier groups whose land is known, {larger} held more")
    assert f"{longer} lasted longer than its five years, {both} did both." in said
    assert said.endswith("Month and place play no part here.")
    early, late = (at(shows="rulers", now=step).rows()["said"] for step in (0, ESSAYS_DAY))
    assert early["what"] == "Not asked in this view"
    assert {late[f"by{n}"] for n in range(6)} == {"–"}


@pytest.mark.parametrize("step", [0, 1])
def test_each_figure_that_a_step_names_stands_in_the_table_beside_it(
    figure: Instrument, step: int
) -> None:
    _, values, says = figure.steps[step]
    cells = " ".join(str(cell) for cell in at(**values).rows()["said"].values())
    named = re.findall(r"\d+,\d{3}|\d+(?= per cent)", says)
    assert named
    assert all(number in cells for number in named)


def test_the_reading_gives_each_makers_last_word_by_the_day() -> None:
    makers = [*palette.TERRITORY_MAKERS, "US official"]
    land = at(now=ESSAYS_DAY, shows="area").rows()["said"]
    words = {maker: land[f"by{n}"] for n, maker in enumerate(makers)}
    assert land["what"] == "Land held"
    assert words["IHS"] == "65,500 km² (3 October 2016)"
    assert words["RAND"] == "at least 100,000 km² (November 2014)"
    assert words["US envoy"] == "nothing yet"
    assert words["US official"] == "210,000 km² (September 2014)"
    share = at(now=ESSAYS_DAY, shows="share").rows()["said"]
    assert share["what"] == "Share lost"
    assert share["by0"] == "28 per cent (3 October 2016)"


# ---- the map and the lanes


def test_the_map_holds_every_place_of_iraq_and_syria_and_no_other(drawn: dict[str, dict]) -> None:
    rows = charts.rows(drawn["places"], "places")
    assert {(row["lat"], row["lon"]) for row in rows} == set(
        zip(INSIDE["lat"], INSIDE["lon"], strict=True)
    )
    assert all(home.WEST < row["lon"] < home.EAST for row in rows)
    assert all(home.SOUTH < row["lat"] < home.NORTH for row in rows)


def test_a_place_without_a_known_number_of_people_is_drawn_too(drawn: dict[str, dict]) -> None:
    rows = charts.rows(drawn["places"], "places")
    assert all(row["known"] is not None for row in rows)
    assert any(row["people"] is None for row in rows)
    mosul = [row["people"] for row in rows if row["spot"] == "mosul"]
    assert set(mosul) == {2_000_000}


def test_what_was_never_fully_taken_does_not_look_taken_back(drawn: dict[str, dict]) -> None:
    look = charts.layer(drawn["places"], "places")["encoding"]["shape"]
    assert look["value"] == "circle"
    assert look["condition"] == {
        "test": "datum.state == 'Never fully taken'",
        "value": "cross",
    }
    rows = charts.rows(drawn["places"], "places")
    assert {row["spot"] for row in rows if row["state"] == model.NEVER} == {"kobane"}


def test_every_look_of_a_place_is_explained_at_every_width() -> None:
    for key in ("held", "taken back", "not yet taken", "never fully taken"):
        assert f": {key}." in home._KEY + home._MORE_KEY
    # What leaves the words above on a narrow page stands in those below.
    assert "width < 400 ? ''" in home._KEY
    assert "width < 400 ? 'Faint: not yet taken. '" in home._MORE_KEY


def test_a_name_on_the_map_stands_at_its_place(drawn: dict[str, dict]) -> None:
    where = {
        row["spot"]: (row["lat"], row["lon"]) for row in charts.rows(drawn["places"], "places")
    }
    for spot, (dx, dy, _) in home._NAMES.items():
        (row,) = charts.rows(drawn["places"], f"label{spot.title()}")
        assert (row["lat"], row["lon"]) == where[spot]
        assert abs(dx) <= 20
        assert abs(dy) <= 20


def test_the_rivers_run_by_the_towns_on_them() -> None:
    rivers = {r["properties"]["name"]: r["geometry"]["coordinates"] for r in outlines.rivers()}
    places = {row["id"]: (row["lon"], row["lat"]) for row in CITIES.to_dict("records")}

    def away(place: str, river: str) -> float:
        lon, lat = places[place]
        return min(abs(lon - x) + abs(lat - y) for x, y in rivers[river])

    for place in ("jarablus", "tabqa", "raqqa", "deir-ez-zor", "mayadin", "abu-kamal", "hit"):
        assert away(place, "Euphrates") < 0.08
    for place in ("mosul", "baiji", "tikrit"):
        assert away(place, "Tigris") < 0.08


def test_the_projection_hangs_on_the_page_and_never_on_the_data(drawn: dict[str, dict]) -> None:
    projection = drawn["places"]["projection"]
    assert set(re.findall(r"[a-z]+", projection["scale"]["expr"])) == {"min", "width", "height"}
    assert "fit" not in str(charts.compiled(json.dumps(drawn["places"]))["projections"])


def test_a_lane_has_a_bar_for_each_time_that_its_place_was_held(drawn: dict[str, dict]) -> None:
    """A bar that runs across the essay's day is cut there: its two parts meet."""
    held = INSIDE[INSIDE["taken_date"].notna()]
    rows = pd.DataFrame(charts.rows(drawn["spells"], "spells"))
    assert (rows["start"] < rows["end"]).all()
    whole = rows.groupby(["spot", "taken"]).agg({"start": "min", "end": "max"})
    parts = rows.assign(length=rows["end"] - rows["start"]).groupby(["spot", "taken"])["length"]
    assert len(whole) == len(held)
    assert parts.sum().to_numpy() == pytest.approx((whole["end"] - whole["start"]).to_numpy())
    assert sorted(whole["start"].astype(int)) == sorted(held["taken_date"].dt.year)
    assert sorted(whole["end"].astype(int)) == sorted(held["lost_date"].dt.year)


# ---- what was known then


def test_what_a_lane_shows_after_the_essay_was_not_known(drawn: dict[str, dict]) -> None:
    rows = pd.DataFrame(charts.rows(drawn["spells"], "spells"))
    essay = made.years(ESSAY)
    after = rows[rows["start"] >= essay]
    assert len(after)
    assert set(after["public"]) == {known.NO}
    assert not ((rows["start"] < essay) & (rows["end"] > essay)).any()


def test_a_place_is_known_by_the_sources_of_its_being_taken(drawn: dict[str, dict]) -> None:
    rows = pd.DataFrame(charts.rows(drawn["places"], "places"))
    now = rows[(rows["first"] <= ESSAYS_DAY) & (rows["last"] >= ESSAYS_DAY)].set_index("spot")
    assert now.loc["mosul", "public"] == known.YES
    sources = INSIDE.set_index("id")["source_id"]
    published = load("sources").set_index("source_id")["published"].fillna("")
    for spot in now.index[now["public"] != known.YES]:
        dates = [published[source] for source in sources[spot].split(";")]
        assert not any("2014" <= day[:4] < "2016" for day in dates), spot
    later = rows[rows["first"] > ESSAYS_DAY]
    assert set(later["public"]) == {known.NO}
    for step in (0, ESSAYS_DAY, ESSAYS_DAY + 1, len(DAYS) - 1):
        here = rows[(rows["first"] <= step) & (step <= rows["last"])]
        assert here["spot"].is_unique
        assert len(here) == INSIDE.drop_duplicates(["lat", "lon"]).shape[0]


def test_the_step_of_the_essays_day_shows_what_was_known_then(figure: Instrument) -> None:
    (values,) = [values for label, values, _ in figure.steps if label == "15 October 2016"]
    assert values["then"] is True
    assert [v["then"] for _, v, _ in figure.steps].count(True) == 1


def test_then_the_table_beside_it_holds_nothing_that_came_later() -> None:
    figure = at(shows="area", now=ESSAYS_DAY)
    rand = f"by{made.VOICES.index('RAND')}"
    assert "100,000" in str(figure.rows()["said"][rand]), "its report of 2017 speaks of 2014"
    figure.set(then=True)
    assert figure.rows()["said"][rand] == "nothing yet"


@pytest.mark.parametrize(("shows", "measure"), [("area", "area"), ("share", "share")])
def test_the_switch_counts_the_figures_that_are_drawn(shows: str, measure: str) -> None:
    drawn = SAID[(SAID["measure"] == measure) & (SAID["scope"] == "both")]
    public = drawn["id"].isin(load("territory", as_of=dating.ESSAY)["id"]).sum()
    said = at(shows=shows, then=True).said()
    assert f"{public} of {len(drawn)} figures for the " in said


def test_the_slider_stands_on_fifteenths_and_one_is_the_essays(figure: Instrument) -> None:
    (now,) = [control for control in figure.controls if control["name"] == "now"]
    assert now["shown"][0] == "15 Jan 2014"
    assert now["shown"][-1] == "15 Apr 2019"
    assert now["shown"][ESSAYS_DAY] == "15 Oct 2016"
    assert now["plays_ms"] > 0
    for name in ("spells", "area", "share"):
        spec = charts.specs_of(figure)[CHARTS.index(name)]
        ((row,),) = [charts.rows(spec, "labelEssay")]
        assert row["words"] == "the essay"
        assert row["when"] == pytest.approx(2016 + (ESSAY.day_of_year - 1) / 365.25, abs=0.001)


# ---- makers


@pytest.mark.parametrize("measure", ["area", "share"])
def test_each_figure_of_the_whole_is_drawn_with_its_own_ends_and_maker(
    drawn: dict[str, dict], measure: str
) -> None:
    own = SAID[(SAID["measure"] == measure) & (SAID["scope"] == "both")]
    rows = charts.rows(drawn[measure], measure)
    assert len(rows) == len(own) > 10
    divisor = {"area": 1000, "share": 1}[measure]
    top = charts.layer(drawn[measure], measure)["encoding"]["y"]["scale"]["domainMax"]
    for row, said in zip(rows, own.to_dict("records"), strict=True):
        assert row["maker"] == said["maker"]
        ends = [e for e in (said["low"], said["high"]) if pd.notna(e)]
        assert row["bottom"] == pytest.approx(min(ends) / divisor, abs=0.0006)
        assert row["top"] == pytest.approx(max(ends) / divisor, abs=0.0006)
        assert (row["open"] == "↑") == pd.isna(said["high"])
        assert row["top"] <= top


@pytest.mark.parametrize("measure", ["area", "share"])
def test_no_line_joins_two_makers(drawn: dict[str, dict], measure: str) -> None:
    lines = [la for la in charts.layers(drawn[measure]) if la["mark"].get("type") == "line"]
    assert len(lines) == 2, "one through what was public then, one through all"
    assert {line["encoding"]["detail"]["field"] for line in lines} == {"series"}
    rows = pd.DataFrame(charts.rows(drawn[measure], f"{measure}Lines"))
    assert (rows["series"] != "").all()
    assert (rows.groupby("series")["maker"].nunique() == 1).all()
    assert set(rows["maker"]) <= set(palette.TERRITORY_MAKERS)


def test_a_label_names_the_maker_of_the_figure_at_which_it_stands(drawn: dict[str, dict]) -> None:
    found = set()
    for measure in ("area", "share"):
        for layer in charts.layers(drawn[measure]):
            name = layer.get("name", "")
            if name.startswith(f"label{measure.title()}"):
                (row,) = charts.rows(drawn[measure], name)
                assert name == f"label{measure.title()}{row['maker'].replace(' ', '')}"
                own = SAID[(SAID["maker"] == row["maker"]) & (SAID["measure"] == measure)]
                assert row["short"].split()[-1].replace(",", "") in {
                    f"{value:.0f}" for value in [*own["low"].dropna(), *own["high"].dropna()]
                }
                found.add((measure, row["maker"]))
    assert {("area", "US official"), ("area", "IHS"), ("share", "RAND")} <= found


# ---- who held land before


def test_islamic_state_stands_twice_and_its_two_makers_are_not_joined(
    drawn: dict[str, dict],
) -> None:
    ours = {row["maker"]: row for row in charts.rows(drawn["rulers"], "ours")}
    assert {maker: row["top"] for maker, row in ours.items()} == {
        "US official": 210_000,
        "IHS": 90_800,
    }
    assert {row["years"] for row in ours.values()} == {5}
    assert not any("bottom" in row for row in ours.values())


def test_each_earlier_group_with_known_land_stands_where_the_table_puts_it_and_is_named(
    drawn: dict[str, dict],
) -> None:
    table = load("territorial_rulers").set_index("short_name")
    rows = charts.rows(drawn["rulers"], "rulers")
    assert len(rows) == by_hand()[0]
    for row in rows:
        own = table.loc[row["short_name"]]
        end = 2016 if pd.isna(own["end_year"]) else own["end_year"]
        assert row["years"] == end - own["start_year"]
        assert row["top"] == own["area_km2_high"]
        letters = "".join(filter(str.isalpha, row["short_name"]))
        (label,) = charts.rows(drawn["rulers"], f"labelRuler{letters}")
        assert label["top"] == row["top"]
        assert label["short_name"] == row["short_name"]


def test_those_whose_land_is_not_known_are_named_beside_the_figure(figure: Instrument) -> None:
    rulers = load("territorial_rulers")
    earlier = rulers[rulers["start_year"] < 2014]
    unknown = earlier[earlier[["area_km2_low", "area_km2_high"]].isna().all(axis=1)]
    assert len(unknown) > 5
    assert all(group in " ".join(figure.about) for group in unknown["group"])


# ---- the words


def test_every_place_of_the_table_stands_in_the_notes_in_no_more_detail_than_is_known(
    figure: Instrument,
) -> None:
    assert len(figure.notes) == len(CITIES)
    assert "Mosul: taken 10 June 2014, lost 10 July 2017" in figure.notes
    assert "Tikrit: taken June 2014, lost 31 March 2015" in figure.notes
    assert "Baghouz: taken 2014, lost 23 March 2019" in figure.notes
    assert any(note.startswith("Kobane") and "never fully taken" in note for note in figure.notes)
    assert any(note.startswith("Sirte (Libya): taken 2015") for note in figure.notes)


def test_the_text_alternative_states_the_largest_area_and_the_last(figure: Instrument) -> None:
    table = load("territory")
    areas = table[(table["scope"] == "both") & table["area_km2_high"].notna()]
    last = areas.sort_values("date")["area_km2_high"].iloc[-1]
    assert f"from {areas['area_km2_high'].max():,} square kilometres" in figure.alt
    assert f"to {last:,}, the last" in figure.alt
